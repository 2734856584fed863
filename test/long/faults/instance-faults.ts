import { setTimeout as sleep } from 'node:timers/promises'
import { either, type Fault } from './fault.ts'
import type { Load } from './load.ts'
import { HEALED_MS, lasts } from './rehearse.ts'
import type { Stage } from './stage.ts'

const KILLS = either(3, 100)
const MOST_ALIVE_MS = 500

/** Kills two of three instances at random times, each again as soon as it is back. At times only one is left. */
async function killAgainAndAgain({ instances, replace }: Stage) {
  let left = KILLS
  async function killOne(at: number) {
    while (left-- > 0) {
      await sleep(Math.random() * MOST_ALIVE_MS)
      await instances[at]?.end('SIGKILL')
      await replace(at)
    }
  }
  await Promise.all([killOne(0), killOne(1)])
}

async function restartInTurn({ instances, replace }: Stage, load: Load) {
  for (const at of instances.keys()) {
    const { code } = (await instances[at]?.end('SIGTERM')) ?? {}
    if (code !== 0) throw new Error(`an instance ended with ${code}`)
    await replace(at)
    await load.flows()
  }
}

/** By how much the clock of each instance jumps (`clock.ts`): forward, back and not at all. */
export const JUMPS_MS = [5 * 3_600_000, -5 * 3_600_000, 0]

async function clocksJump({ instances }: Stage, load: Load) {
  for (const [at, instance] of instances.entries()) {
    if (JUMPS_MS[at] === 0) continue
    instance.signal('SIGWINCH')
    await instance.written(/its clock says/)
    await load.flows()
  }
  await lasts(1, 15)
}

export const INSTANCE_FAULTS: readonly Fault[] = [
  {
    name: 'the clocks of two instances jump 5 hours, forward and back',
    inject: clocksJump,
    refuses: 'none',
    firstSuccessMs: HEALED_MS,
  },
  {
    name: 'rolling restart by SIGTERM',
    inject: restartInTurn,
    refuses: 'none',
    firstSuccessMs: HEALED_MS,
  },
  {
    name: `SIGKILL of an instance at random moments, ${KILLS} times`,
    inject: killAgainAndAgain,
    refuses: 'either',
    firstSuccessMs: HEALED_MS,
  },
]

import { setTimeout as sleep } from 'node:timers/promises'
import type { Service } from '../../kit/service.ts'
import type { Message, SlowLink } from '../../kit/slow-link.ts'
import { either, type Fault } from './fault.ts'
import type { Load } from './load.ts'
import { HEALED_MS, lasts } from './rehearse.ts'
import type { Stage } from './stage.ts'

/** Longer than a statement, and a key that is extended here, may last. */
const LATE_MS = 2_000
/** Longer than the server waits for the next statement of a transaction (5 s). */
const FROZEN_MS = either(6_000, 8_000)
/** One in this many statements that are their own transaction is late. */
const ONE_IN = 10

const commits = ({ type, text }: Message) => type === 'Q' && text.startsWith('commit')
/** The end of a statement that commits by itself: a revocation, or a batch of uses. */
const syncs = ({ from, type }: Message) => from === 'client' && type === 'S'

/** Delays messages until it is lifted. @returns how many were delayed so far */
function delay(links: readonly SlowLink[], isLate: (message: Message) => boolean) {
  let delayed = 0
  for (const link of links)
    link.hold = message => {
      if (!isLate(message)) return undefined
      delayed++
      return sleep(LATE_MS)
    }
  return () => delayed
}

function lift(links: readonly SlowLink[]) {
  for (const link of links) link.hold = () => undefined
}

/** Meanwhile, changes of keys are undecided. Uses and revocations are unaffected: they need no separate COMMIT. */
export async function commitsLate({ links }: Stage) {
  const delayed = delay(links, commits)
  await lasts(4, 20)
  lift(links)
  await sleep(LATE_MS)
  if (delayed() === 0) throw new Error('no COMMIT was delayed')
}

async function statementsLate({ links }: Stage, load: Load) {
  let seen = 0
  const delayed = delay(links, message => syncs(message) && ++seen % ONE_IN === 0)
  await Promise.all([lasts(3, 20), load.isRefused()])
  lift(links)
  await sleep(LATE_MS)
  if (delayed() === 0) throw new Error('no statement was delayed')
}

/** An instance stops after the last statement of a transaction; its COMMIT leaves when it goes on. */
async function frozenBeforeCommit({ links, instances }: Stage) {
  const [link, instance] = [links[0] as SlowLink, instances[0] as Service]
  const { promise, resolve } = Promise.withResolvers<void>()
  link.hold = message => {
    if (!commits(message)) return undefined
    link.hold = () => undefined
    instance.signal('SIGSTOP')
    return sleep(FROZEN_MS)
      .then(() => instance.signal('SIGCONT'))
      .finally(resolve)
  }
  await promise
}

export const COMMIT_FAULTS: readonly Fault[] = [
  {
    name: `every COMMIT ${LATE_MS / 1_000} s late for ${either(4, 20)} s`,
    inject: commitsLate,
    refuses: 'none',
    firstSuccessMs: HEALED_MS,
  },
  {
    name: `every ${ONE_IN}th statement ${LATE_MS / 1_000} s late for ${either(3, 20)} s`,
    inject: statementsLate,
    refuses: 'either',
    firstSuccessMs: HEALED_MS,
  },
  {
    name: `an instance frozen for ${FROZEN_MS / 1_000} s before a COMMIT`,
    inject: frozenBeforeCommit,
    refuses: 'either',
    firstSuccessMs: HEALED_MS,
    frozenMs: FROZEN_MS,
  },
]

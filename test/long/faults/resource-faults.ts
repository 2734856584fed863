import { Connection } from '../../kit/connection.ts'
import type { Disk } from '../../kit/disk.ts'
import type { LogReader } from '../../kit/log-reader.ts'
import type { Service } from '../../kit/service.ts'
import { either, type Fault } from './fault.ts'
import { HEALED_MS, lasts } from './rehearse.ts'
import type { Stage } from './stage.ts'

/** More clients than an instance that may open few files has room for. */
const IDLE_CLIENTS = 300
/** nginx does not fail clients that one instance rejects: it asks another instance. */
const DROPPED = /"msg":"too many connections"/

async function descriptorsUsedUp({ instances }: Stage) {
  const [crowded] = instances.slice(-1) as [Service]
  const isDropping = crowded.written(DROPPED)
  const idle: Connection[] = []
  try {
    while (idle.length < IDLE_CLIENTS) idle.push(new Connection(crowded))
    await isDropping
    await lasts(3, 15)
  } finally {
    for (const { socket } of idle) socket.destroy()
    await Promise.all(idle.map(({ closed }) => closed))
  }
}

/** Faults of the log of an instance, and of its descriptors: revocations wait for the log, and nothing else does. */
export const resourceFaults = ({ disk, reader }: { disk: Disk; reader: LogReader }): readonly Fault[] => [
  {
    name: `full disk under the log of an instance for ${either(2, 15)} s`,
    async inject(_, load) {
      await disk.fill()
      await load.isRefused()
      await lasts(2, 15)
      await disk.empty()
    },
    refuses: 'revocations',
    firstSuccessMs: HEALED_MS,
  },
  {
    name: `no reader of the log of an instance for ${either(2, 15)} s`,
    async inject(_, load) {
      reader.leave()
      await load.isRefused()
      await lasts(2, 15)
      reader.comeBack()
    },
    refuses: 'revocations',
    firstSuccessMs: HEALED_MS,
  },
  {
    name: `a stalled reader of the log of an instance for ${either(2, 15)} s`,
    async inject(_, load) {
      reader.stall()
      await load.isRefused()
      await lasts(2, 15)
      reader.read()
    },
    refuses: 'revocations',
    firstSuccessMs: HEALED_MS,
  },
  {
    name: `descriptors of an instance used up for ${either(3, 15)} s`,
    inject: descriptorsUsedUp,
    refuses: 'none',
    firstSuccessMs: HEALED_MS,
  },
]

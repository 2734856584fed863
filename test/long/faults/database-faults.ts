import { setTimeout as sleep } from 'node:timers/promises'
import type { Cluster } from '../../kit/cluster.ts'
import { either, type Fault } from './fault.ts'
import type { Load } from './load.ts'
import { HEALED_MS, lasts } from './rehearse.ts'
import type { Stage } from './stage.ts'

const SOON_MS = 2_000
const TERMINATE_EVERY_MS = 200

/** Ends the server while 200 revocations are under way: the first has been acknowledged, the last have not. */
async function crashAmongRevocations({ cluster }: Stage, load: Load, signal: NodeJS.Signals) {
  await load.burst(200, 8)
  await restart(cluster, signal)
}

async function restart(cluster: Cluster, signal: NodeJS.Signals) {
  await cluster.end(signal)
  await cluster.restart()
  await cluster.accepts()
}

async function terminateAgainAndAgain({ cluster }: Stage) {
  const end = performance.now() + either(3_000, 10_000)
  for (; performance.now() < end; await sleep(TERMINATE_EVERY_MS)) await cluster.terminateAll()
}

async function killOneBackend({ cluster }: Stage, load: Load) {
  const [{ pid }] = await cluster.query(
    "select pid from pg_stat_activity where application_name like 'keyward/%' limit 1",
  )
  await load.burst(200, 8)
  process.kill(pid, 'SIGKILL')
  await load.isRefused()
  await cluster.accepts()
}

/**
 * A crash that loses everything that its own commit did not flush: the server does not wait for commits, and its WAL
 * writer is stopped and then killed. Revocations wait nevertheless.
 */
export async function crashWithoutSynchronousCommit({ cluster }: Stage, load: Load) {
  await cluster.query('alter system set synchronous_commit = off', 'select pg_reload_conf()')
  const [{ pid }] = await cluster.query("select pid from pg_stat_activity where backend_type = 'walwriter'")
  process.kill(pid, 'SIGSTOP')
  await load.burst(200, 50)
  process.kill(pid, 'SIGKILL')
  await load.isRefused()
  await cluster.accepts()
  await cluster.query('alter system reset all', 'select pg_reload_conf()')
}

async function away({ cluster }: Stage) {
  await cluster.end('SIGINT')
  await lasts(3, 60)
  await cluster.restart()
  await cluster.accepts()
}

async function frozen({ cluster }: Stage) {
  await cluster.signal('SIGSTOP')
  try {
    await lasts(4, 15)
  } finally {
    await cluster.signal('SIGCONT')
  }
  await cluster.accepts()
}

async function packetsDropped({ links }: Stage) {
  const mends = links.map(link => link.cut())
  await lasts(4, 15)
  for (const mend of mends) mend()
}

const both = { refuses: 'both' } as const

export const DATABASE_FAULTS: readonly Fault[] = [
  {
    name: 'SIGKILL of the postmaster during 200 DELETEs',
    inject: (stage, load) => crashAmongRevocations(stage, load, 'SIGKILL'),
    firstSuccessMs: SOON_MS,
    ...both,
  },
  { name: 'SIGKILL of one backend during 200 DELETEs', inject: killOneBackend, firstSuccessMs: SOON_MS, ...both },
  {
    name: 'restart -m fast',
    inject: ({ cluster }) => restart(cluster, 'SIGINT'),
    firstSuccessMs: SOON_MS,
    ...both,
  },
  {
    name: 'restart -m immediate during 200 DELETEs',
    inject: (stage, load) => crashAmongRevocations(stage, load, 'SIGQUIT'),
    firstSuccessMs: SOON_MS,
    ...both,
  },
  {
    name: 'crash of a server with synchronous_commit=off during 200 DELETEs',
    inject: crashWithoutSynchronousCommit,
    firstSuccessMs: SOON_MS,
    ...both,
  },
  {
    name: `every connection terminated each ${TERMINATE_EVERY_MS} ms for ${either(3, 10)} s`,
    inject: terminateAgainAndAgain,
    refuses: 'either',
    firstSuccessMs: SOON_MS,
  },
  { name: `database away for ${either(3, 60)} s`, inject: away, firstSuccessMs: HEALED_MS, ...both },
  { name: `database frozen for ${either(4, 15)} s`, inject: frozen, firstSuccessMs: HEALED_MS, ...both },
  {
    name: `packets to the database dropped for ${either(4, 15)} s`,
    inject: packetsDropped,
    firstSuccessMs: HEALED_MS,
    ...both,
  },
]

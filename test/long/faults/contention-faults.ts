import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { either, type Fault } from './fault.ts'
import type { Load } from './load.ts'
import { HEALED_MS, lasts } from './rehearse.ts'
import type { Stage } from './stage.ts'

const ASK_EVERY_MS = 100
/** A server process takes a while to start; several start at the same time. */
const AT_ONCE = 20

/** Keeps a lock for as long as `during` takes. */
async function holding({ cluster }: Stage, lock: string, during: () => Promise<void>) {
  const client = new pg.Client({ connectionString: cluster.url })
  await client.connect()
  try {
    await client.query('begin')
    await client.query(lock)
    await during()
  } finally {
    await client.end()
  }
}

/** A key's row is locked: its uses and requests about other keys succeed, and its revocation gets 503. */
async function rowLocked(stage: Stage, load: Load) {
  const owned = load.doomed()
  await holding(stage, `select from api_keys where id = '${owned.id}' for update`, async () => {
    const end = performance.now() + either(3_000, 30_000)
    for (; performance.now() < end; await sleep(ASK_EVERY_MS)) await Promise.all([load.revoke(owned), load.use(owned)])
  })
  while ((await load.revoke(owned)) !== 200) await sleep(ASK_EVERY_MS)
}

const tableLocked = (stage: Stage) => holding(stage, 'lock table api_keys in access exclusive mode', () => lasts(3, 30))

/** Other programs take every slot of the server, including those of the instances. */
async function slotsTaken({ cluster }: Stage) {
  const clients: pg.Client[] = []
  let isFull = false
  async function take() {
    while (!isFull) {
      const client = new pg.Client({ connectionString: cluster.url, application_name: 'another program' })
      client.on('error', () => {})
      await client.connect().then(
        () => clients.push(client),
        ({ code }) => {
          isFull = code === '53300'
        },
      )
    }
  }
  const takeAll = () => Promise.all(Array.from({ length: AT_ONCE }, take))
  try {
    await takeAll()
    // The instances have kept their connections. The first to ask gets a slot that becomes free.
    await clients[0]?.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'keyward/%'",
    )
    isFull = false
    await takeAll()
    await lasts(3, 15)
  } finally {
    await Promise.all(clients.map(client => client.end()))
  }
  await cluster.accepts()
}

async function readOnly({ cluster }: Stage) {
  await cluster.query('alter system set default_transaction_read_only = on', 'select pg_reload_conf()')
  await lasts(3, 15)
  await cluster.query('alter system reset default_transaction_read_only', 'select pg_reload_conf()')
}

export const CONTENTION_FAULTS: readonly Fault[] = [
  {
    name: `a key's row locked for ${either(3, 30)} s`,
    inject: rowLocked,
    refuses: 'revocations',
    firstSuccessMs: HEALED_MS,
  },
  {
    name: `the table of keys locked for ${either(3, 30)} s`,
    inject: tableLocked,
    refuses: 'both',
    firstSuccessMs: HEALED_MS,
  },
  {
    name: `max_connections used up for ${either(3, 15)} s`,
    inject: slotsTaken,
    refuses: 'either',
    firstSuccessMs: HEALED_MS,
  },
  { name: `read-only database for ${either(3, 15)} s`, inject: readOnly, refuses: 'both', firstSuccessMs: HEALED_MS },
]

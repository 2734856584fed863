import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import t, { type Test } from 'tap'
import { withDeadline } from '../../db/connection/deadline.ts'
import { freePort } from '../kit/process.ts'
import { until } from '../kit/until.ts'

const AT_ONCE = 8
const WAIT_MS = 50
/** A refusal arrives at once, but on a busy machine not within 50 ms. */
const REFUSED_WITHIN_MS = 1_000
const TRIAL_MS = 3_000

/** A pool for a port, and the number of its connection attempts. */
function poolOn(t: Test, port: number, connectMs = WAIT_MS) {
  const tried = { count: 0 }
  class Client extends pg.Client {
    constructor(options?: string | pg.ClientConfig) {
      super(options)
      tried.count++
    }
  }
  const pool = new pg.Pool({ Client, host: '127.0.0.1', port, max: AT_ONCE, connectionTimeoutMillis: TRIAL_MS })
  t.teardown(() => pool.end())
  const { connect } = withDeadline(pool, { deadlineMs: 2_000, connectMs }, true)
  const all = (reason: RegExp) => Promise.all(Array.from({ length: AT_ONCE }, () => t.rejects(connect(), reason)))
  return { pool, tried, all }
}

/** Accepts connections and sends nothing, like a frozen server. */
async function silentServer(t: Test, port = 0) {
  const sockets = new Set<Socket>()
  const server = createServer(socket => void sockets.add(socket.on('error', () => {}))).listen(port, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  return (server.address() as AddressInfo).port
}

t.test('a server that accepts no connections gets one attempt at a time', async t => {
  const { pool, tried, all } = poolOn(t, await silentServer(t))
  await all(/timeout exceeded/)
  t.equal(tried.count, AT_ONCE, 'the outcome of the first attempts is not known yet')
  await all(/timeout exceeded/)
  t.equal(tried.count, AT_ONCE, 'these attempts continue for later requests')
  await until(() => pool.totalCount === 0)
  await all(/timeout exceeded/)
  t.equal(tried.count, AT_ONCE + 1)
})

t.test('every later request tries a server again that refuses connections', async t => {
  const port = await freePort()
  const { tried, all } = poolOn(t, port, REFUSED_WITHIN_MS)
  await all(/ECONNREFUSED/)
  const before = tried.count
  await all(/ECONNREFUSED/)
  t.ok(tried.count > before)
  await silentServer(t, port)
  await all(/timeout exceeded/)
  t.ok(tried.count > before + 1, 'also when it is back')
})

t.test('a wait for a place that uses up the timeout leaves none for a connection', async t => {
  const warnings: string[] = []
  const hear = ({ name }: Error) => warnings.push(name)
  process.on('warning', hear)
  t.teardown(() => process.off('warning', hear))
  const pool = new pg.Pool({ host: '127.0.0.1', port: await silentServer(t), connectionTimeoutMillis: TRIAL_MS })
  t.teardown(() => pool.end())
  let left = 0
  const bounded = withDeadline(pool, { deadlineMs: 900, connectMs: WAIT_MS }, true).after(async withinMs => {
    await sleep(2 * withinMs)
    return () => void left++
  })
  await t.rejects(bounded.connect(), /timeout exceeded/)
  t.equal(left, 1, 'the permission is given back')
  await sleep(0)
  t.same(warnings, [], 'no timer has a negative time')
})

import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import t from 'tap'
import { withDeadline } from '../../db/connection/deadline.ts'

const AT_ONCE = 8
const WAIT_MS = 50
const TRIAL_MS = 1_500

t.test('a server that takes no connections is tried by one at a time', async t => {
  const sockets = new Set<Socket>()
  const silent = createServer(socket => void sockets.add(socket.on('error', () => {}))).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const { port } = silent.address() as AddressInfo
  t.teardown(() => {
    silent.close()
    for (const socket of sockets) socket.destroy()
  })
  let tried = 0
  class Client extends pg.Client {
    constructor(options?: string | pg.ClientConfig) {
      super(options)
      tried++
    }
  }
  const pool = new pg.Pool({ Client, host: '127.0.0.1', port, max: AT_ONCE, connectionTimeoutMillis: TRIAL_MS })
  t.teardown(() => pool.end())
  const { connect } = withDeadline(pool, { deadlineMs: 900, connectMs: WAIT_MS }, true)
  const failing = () => t.rejects(connect(), /timeout exceeded when trying to connect|terminated/)
  const all = () => Promise.all(Array.from({ length: AT_ONCE }, failing))

  await all()
  t.equal(tried, AT_ONCE, 'of the first ones, nobody knows yet')
  await all()
  t.equal(tried, AT_ONCE, 'those go on for whoever comes later')
  while (pool.totalCount > 0) await sleep(20)
  await all()
  t.equal(tried, AT_ONCE + 1)
})

import type { AddressInfo } from 'node:net'
import type { Test } from 'tap'
import type { ErrorCode } from '../../errors.ts'
import { type App, build, createKey } from '../kit/app.ts'
import { sampled } from '../kit/exhaustive.ts'
import { exchange, type Request, toBytes } from '../kit/http.ts'
import { type Person, signIn } from '../kit/people.ts'
import { ADMIN_TOKEN, codeOf, faultsOf, type Known } from './answer.ts'

/** A running service with a valid key, and the state to check its responses. */
export interface Service extends Known {
  app: App
  port: number
  owner: Person
  /** An active key of the owner. */
  id: string
  key: string
}

/** A service on a new port, with limits that the cases do not reach. */
export async function serve(t: Test, env: NodeJS.ProcessEnv = {}): Promise<Service> {
  const log: string[] = []
  const unlimited = { SESSION_LIMIT_PER_MINUTE: '1000000', ANONYMOUS_LIMIT_PER_MINUTE: '1000000' }
  const settings = { LOG_LEVEL: 'info', ADMIN_TOKEN, ...unlimited, ...env }
  const app = await build(t, settings, { log: { write: line => log.push(line) } })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  const owner = await signIn('pro')
  return { app, port, owner, ...(await createKey(app, owner)), log, ids: new Set() }
}

/** A table of more cases takes seconds. */
const LONG = 60

export interface Case {
  name: string
  send: Request | string
  /** Further pieces of the request, one every half second. */
  drip?: Iterable<string>
  status: number | readonly number[]
  code?: ErrorCode
  /** The case may write; otherwise no row may change. */
  writes?: boolean
  /** The longest time for the case, in ms. */
  within?: number
}

/** Sends one case and checks everything that must hold after every case. */
export async function check(t: Test, service: Service, { send, drip, status, code, writes, within = 2_000 }: Case) {
  const bytes = typeof send === 'string' ? Buffer.from(send, 'latin1') : toBytes(send)
  const rows = await rowsOf(service.app)
  const reply = await exchange(service, bytes, { drip })
  t.ok([status].flat().includes(reply.status), `the status is ${status}`, { found: reply.status, body: reply.body })
  t.ok(reply.milliseconds < within, `it took less than ${within} ms`, { found: reply.milliseconds })
  t.same(await faultsOf(reply, bytes.toString('latin1'), service), [], 'it has what every answer has')
  if (code) t.equal(codeOf(reply), code)
  if (!writes) t.same(await rowsOf(service.app), rows, 'no row has changed')
  const next = await exchange(service, toBytes({ path: '/api/v1/me', headers: [['X-API-Key', service.key]] }))
  t.equal(next.status, 200, 'the next good request is served')
  return reply
}

/** Runs a table of cases on one service. Of a long table, it runs every fourth case and one of each kind. */
export async function checkAll(t: Test, service: Service, cases: readonly Case[]) {
  const some = sampled(cases, cases.length > LONG ? 4 : 1, kindOf)
  if (some.length < cases.length) t.comment(`${some.length} of ${cases.length} cases; TEST_EXHAUSTIVE=1 runs them all`)
  for (const one of some) await t.test(one.name, async t => void (await check(t, service, one)))
}

const kindOf = ({ send, status, code }: Case) =>
  [typeof send === 'string' ? 'raw' : (send.method ?? 'GET'), [status].flat(), code].join(' ')

/** Every row that an invalid request must leave unchanged. */
async function rowsOf({ db }: App) {
  return {
    accounts: await db.selectFrom('accounts').selectAll().orderBy('id').execute(),
    keys: await db.selectFrom('api_keys').selectAll().orderBy('id').execute(),
    events: await db.selectFrom('audit_events').selectAll().orderBy('id').execute(),
    accountEvents: await db.selectFrom('account_events').selectAll().orderBy('id').execute(),
    portalSessions: await db.selectFrom('portal_sessions').selectAll().orderBy('id').execute(),
  }
}

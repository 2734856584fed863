import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Test } from 'tap'
import { type ErrorCode, errorCodes, statusOf } from '../../errors.ts'
import { type App, build, createKey, type Person, signIn } from '../helper.ts'
import { exchange, type Reply, type Request, toBytes } from './exchange.ts'

export const ADMIN_TOKEN = 'an operator token of the tests, long enough'

/** A running service with a good key, everything that it logged, and the request ids that it gave out. */
export interface Service {
  app: App
  port: number
  owner: Person
  /** An active key of the owner. */
  id: string
  key: string
  log: string[]
  ids: Set<string>
}

/** A service on a port of its own, whose windows are too large to be in the way. */
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

export interface Case {
  name: string
  send: Request | string
  /** Pieces of the request that follow, one each half second. */
  drip?: Iterable<string>
  status: number | readonly number[]
  code?: ErrorCode
  /** It is meant to write: without this, no row may change. */
  writes?: boolean
  /** What it may take, in ms. */
  within?: number
}

/** Sends one case and checks everything that holds after every case. */
export async function check(t: Test, service: Service, { send, drip, status, code, writes, within = 2_000 }: Case) {
  const bytes = typeof send === 'string' ? Buffer.from(send, 'latin1') : toBytes(send)
  const rows = await rowsOf(service.app)
  const reply = await exchange(service.port, bytes, drip)
  t.ok([status].flat().includes(reply.status), `the status is ${status}`, { found: reply.status, body: reply.body })
  t.ok(reply.milliseconds < within, `it took less than ${within} ms`)
  await checkAnswer(t, service, reply, bytes.toString('latin1'))
  if (code) t.equal(codeOf(reply), code)
  if (!writes) t.same(await rowsOf(service.app), rows, 'no row has changed')
  const next = await exchange(service.port, toBytes({ path: '/api/v1/me', headers: [['X-API-Key', service.key]] }))
  t.equal(next.status, 200, 'the next good request is served')
  return reply
}

/** Runs a table of cases on one service. */
export async function checkAll(t: Test, service: Service, cases: readonly Case[]) {
  for (const one of cases) await t.test(one.name, async t => void (await check(t, service, one)))
}

/** What every answer has, whatever was sent: headers, envelope, log line, and no secrets. */
export async function checkAnswer(t: Test, service: Service, reply: Reply, sent: string) {
  const { status, headers, body } = reply
  const id = headers['x-request-id'] ?? ''
  t.ok(status < 500, 'the status is below 500')
  t.match(id, /^req_[0-9a-f]{32}$/)
  t.notOk(service.ids.has(id), 'the request id is a new one')
  service.ids.add(id)
  for (const name of ['limit', 'remaining', 'reset']) t.match(headers[`x-ratelimit-${name}`] ?? '', /^\d+$/)
  t.equal(headers['cache-control'], 'no-store')
  if (status >= 400) checkEnvelope(t, reply, id, sent.startsWith('HEAD'))
  t.same(headers['www-authenticate'], CHALLENGES[codeOf(reply) ?? ''])

  const line = await logLine(service, id)
  t.match(JSON.parse(line), { status, request_id: id }, 'the log has the request')
  t.equal(secretIn(sent, line + body), undefined, 'no credential is in the answer or the log')
  t.notMatch(line + body, INNARDS, 'neither SQL nor stack nor path is in the answer or the log')
}

const CHALLENGES: Record<string, string> = {
  missing_session: 'Cookie realm="sb-access-token"',
  invalid_session: 'Cookie realm="sb-access-token"',
  missing_api_key: 'Bearer',
  invalid_api_key: 'Bearer error="invalid_token"',
  missing_token: 'Bearer',
  invalid_token: 'Bearer error="invalid_token"',
}
const INNARDS = /\bselect\b|insert into|\bupdate\b.*\bset\b|\\n +at |node_modules|file:\/\/|\.ts\b|SQLSTATE|"stack"/i

function checkEnvelope(t: Test, { status, headers, body }: Reply, id: string, isHead: boolean) {
  t.equal(headers['content-type'], 'application/json; charset=utf-8')
  if (isHead) return t.equal(body, '')
  const { error, ...rest } = JSON.parse(body)
  const { code, message, details = {}, request_id, ...more } = error
  t.same([rest, more, typeof message, typeof details], [{}, {}, 'string', 'object'])
  t.equal(request_id, id)
  t.ok(errorCodes.includes(code) && statusOf(code) === status, 'the code belongs to the status', { code, status })
  t.equal(headers['allow'] !== undefined, status === 405)
  t.equal(headers['retry-after'] !== undefined, status === 429)
}

export const codeOf = ({ body }: Reply): string | undefined =>
  body.startsWith('{"error"') ? JSON.parse(body).error.code : undefined

/** The credentials among the bytes that were sent, as people could send them; the first that is found again. */
function secretIn(sent: string, text: string) {
  const secrets = sent.match(/sk_\w{12,}|eyJ[\w-]{12,}/g) ?? []
  return [...secrets, ADMIN_TOKEN].find(secret => text.includes(secret))
}

/** A line is written when the answer is through, which may be after the client has read it. */
async function logLine({ log }: Service, id: string) {
  for (let tries = 0; tries < 100; tries++) {
    const line = log.find(line => line.includes(`"${id}"`) && line.includes('"status"'))
    if (line) return line
    await sleep(10)
  }
  return '{}'
}

/** Every row that a request without business there must leave alone. */
async function rowsOf({ db }: App) {
  return {
    accounts: await db.selectFrom('accounts').selectAll().orderBy('id').execute(),
    keys: await db.selectFrom('api_keys').selectAll().orderBy('id').execute(),
    events: await db.selectFrom('audit_events').selectAll().orderBy('id').execute(),
  }
}

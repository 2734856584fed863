import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import t from 'tap'
import { system } from '../../auth/actor.ts'
import { sha256 } from '../../auth/api-key.ts'
import { resetWindows } from '../../db/account/reset.ts'
import { isOutage } from '../../db/connection/outage.ts'
import { replayRevocations } from '../../db/history/replay.ts'
import { replayRestrictions } from '../../db/history/replay-restrictions.ts'
import { type App, buildInstances, call, createKey, useKey } from '../kit/app.ts'
import { needsPostgres, ownConnection } from '../kit/database.ts'
import { EXHAUSTIVE } from '../kit/exhaustive.ts'
import { signIn } from '../kit/people.ts'
import { type KeyRow, tally } from '../kit/tally.ts'

const LASTS_MS = EXHAUSTIVE ? 120_000 : 8_000
const WORKERS = 12
/** Lines per replay: enough for two such transactions to have keys in common. */
const MANY = 30
const TOKEN = 'a token of the operators, 32 characters or more'
/** Of the plans `free` and `pro`. */
const ACTIVE_KEYS = 100
const AT_FIRST = ACTIVE_KEYS - 3

interface Life {
  id: string
  key: string
  /** When a use was first answered with 401. */
  deadAt?: number
}

const oneOf = <T>(list: readonly T[]) => list[Math.floor(Math.random() * list.length)] as T
const seldom = () => Math.random() < 0.1
const soon = () => new Date(Date.now() + 1_000 + Math.random() * 5_000).toISOString()

const title =
  'all changes at once: no deadlock, never more than 100 keys that count, and no key works again after a 401'
t.test(...needsPostgres(title, { timeout: LASTS_MS + 120_000 }), async t => {
  const instances = await buildInstances(t, 3, { ADMIN_TOKEN: TOKEN, SESSION_LIMIT_PER_MINUTE: '1000000' })
  // Checks need longer deadlines than the requests that they check.
  const db = ownConnection(t, instances)
  const { apps } = instances
  const alice = await signIn('pro')
  const lives: Life[] = []
  for (let made = 0; made < AT_FIRST; made++) lives.push(await createKey(apps[0] as FastifyInstance, alice))
  const revived: string[] = []
  const statuses = new Map<string, number>()

  async function api(
    app: FastifyInstance,
    what: string,
    method: 'POST' | 'PATCH' | 'DELETE',
    path: string,
    payload = {},
  ) {
    const reply = await call(app, { as: alice, method, url: `/api/v1/keys${path}`, payload })
    const outcome = `${what} ${reply.statusCode}`
    statuses.set(outcome, (statuses.get(outcome) ?? 0) + 1)
    if (reply.statusCode === 201) lives.push(reply.json())
    return reply
  }

  async function use(app: FastifyInstance, life: Life) {
    const begun = performance.now()
    const { statusCode } = await useKey(app, life.key)
    if (statusCode === 200 && life.deadAt !== undefined && begun > life.deadAt) revived.push(life.id)
    if (statusCode === 401) life.deadAt ??= performance.now()
  }

  /** Lines of a log about some keys, in any order. */
  function linesOf(count: number) {
    const some = new Set(Array.from({ length: count }, () => oneOf(lives.slice(-ACTIVE_KEYS))))
    const at = new Date()
    return [...some].map(({ id, key }) => {
      const digest = sha256(key).toString('hex')
      return { key_id: id, digest, account_id: alice.accountId, at, by: 'user:x' }
    })
  }
  const replayer = system('req_replay')
  async function replay(app: App) {
    const expires_at = new Date(Date.now() + 60_000)
    const restricted = linesOf(MANY).map(line => ({ ...line, expires_at, scopes: null }))
    const revoked = linesOf(2).map(line => ({ ...line, reason: null }))
    try {
      await replayRestrictions(app.db, restricted, replayer)
      if (seldom()) await replayRevocations(app.db, revoked, replayer)
      statuses.set('replay', 1)
    } catch (error) {
      // A 503 of a busy machine; the server itself counts deadlocks.
      if (!isOutage(error)) throw error
    }
  }

  const operator = { authorization: `Bearer ${TOKEN}` }
  const acts: ((app: App, life: Life) => Promise<unknown>)[] = [
    app => api(app, 'create', 'POST', '', { name: 'a key', expires_at: oneOf([undefined, soon()]) }),
    (app, { id }) => api(app, 'rotate', 'POST', `/${id}/rotation`, { grace_seconds: oneOf([seldom() ? 0 : 1, 3_600]) }),
    async (app, { id }) => {
      const reply = await api(app, 'rotate', 'POST', `/${id}/rotation`)
      if (reply.statusCode === 201) await api(app, 'revoke the successor', 'DELETE', `/${reply.json().id}`)
    },
    (app, { id }) => api(app, 'cancel', 'DELETE', `/${id}/rotation`),
    (app, { id }) => api(app, 'update', 'PATCH', `/${id}`, { expires_at: oneOf([null, soon()]) }),
    (app, { id }) => api(app, 'rename', 'PATCH', `/${id}`, { name: 'another name' }),
    // Less often than the other changes, so that enough keys remain.
    async app => seldom() && api(app, 'revoke', 'DELETE', `/${oneOf(lives).id}`, { reason: 'why not' }),
    async app =>
      seldom() && api(app, 'revoke many', 'POST', '/revocations', { ids: [oneOf(lives).id, oneOf(lives).id] }),
    app => app.runJob('activity'),
    app => app.runJob('graces'),
    // Two at once, so that they compete.
    () => Promise.all([replay(oneOf(apps)), replay(oneOf(apps))]),
    app =>
      app.inject({
        method: 'PUT',
        url: `/admin/v1/accounts/${alice.accountId}`,
        headers: operator,
        payload: { tier: 'pro' },
      }),
    use,
    use,
    use,
  ]

  const end = performance.now() + LASTS_MS
  async function work() {
    // The newest keys are the ones that still work.
    while (performance.now() < end) await oneOf(acts)(oneOf(apps), oneOf(lives.slice(-ACTIVE_KEYS)))
  }
  const most = { working: 0, counted: 0 }
  async function count() {
    for (; performance.now() < end; await sleep(20)) {
      // Computed from the rows by the rule that decides about uses.
      const { rows } = await sql<KeyRow>`select id, replaced_by,
        revoked_at is null and coalesce(expires_at > clock_timestamp(), true) as works from api_keys`.execute(db)
      const { working, counted } = tally(rows)
      most.working = Math.max(most.working, working)
      most.counted = Math.max(most.counted, counted)
      // Limits must not hide which keys are valid.
      await resetWindows(db, alice.accountId, { actor: system('req_1'), reason: null })
    }
  }
  await Promise.all([count(), ...Array.from({ length: WORKERS }, work)])

  t.comment(Object.fromEntries(statuses))
  const { rows } = await sql<{ deadlocks: number }>`
    select deadlocks::int from pg_stat_database where datname = current_database()`.execute(db)
  t.same(rows, [{ deadlocks: 0 }])
  t.same(
    [...statuses.keys()].filter(outcome => outcome.endsWith('500')),
    [],
  )
  t.comment(most)
  t.ok(most.counted <= ACTIVE_KEYS && most.counted > AT_FIRST - 50, `at most ${most.counted} keys counted`)
  t.ok(most.working <= 2 * ACTIVE_KEYS, `at most ${most.working} keys worked`)
  t.same(revived, [], 'no key worked again after a 401')
  for (const what of ['create 201', 'rotate 201', 'rotate 409', 'cancel 200', 'update 200', 'update 409', 'revoke 200'])
    t.ok(statuses.get(what), `${what}: it happened`)
  t.ok(statuses.get('replay'), 'lines were replayed')
  t.ok(statuses.get('revoke the successor 200'), 'successors were revoked')
})

import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import t from 'tap'
import { resetWindows } from '../../db/accounts.ts'
import { ACTIVE_KEYS } from '../../db/keys/create.ts'
import { buildInstances, call, createKey, useKey } from '../kit/app.ts'
import { needsPostgres, ownConnection } from '../kit/database.ts'
import { EXHAUSTIVE } from '../kit/exhaustive.ts'
import { signIn } from '../kit/people.ts'

const LASTS_MS = EXHAUSTIVE ? 120_000 : 8_000
const WORKERS = 12
const TOKEN = 'a token of the operators, 32 characters or more'
const AT_FIRST = ACTIVE_KEYS - 3

interface Life {
  id: string
  key: string
  /** When somebody was first told that it is dead. */
  deadAt?: number
}

const oneOf = <T>(list: readonly T[]) => list[Math.floor(Math.random() * list.length)] as T
const seldom = () => Math.random() < 0.1
const soon = () => new Date(Date.now() + 1_000 + Math.random() * 5_000).toISOString()

const title =
  'whatever is done to keys at once: no deadlock, no 101st key, and none is good after it was told to be dead'
t.test(...needsPostgres(title, { timeout: LASTS_MS + 120_000 }), async t => {
  const instances = await buildInstances(t, 3, { ADMIN_TOKEN: TOKEN, SESSION_LIMIT_PER_MINUTE: '1000000' })
  // What watches must not fail with the deadlines of what it watches.
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

  const operator = { authorization: `Bearer ${TOKEN}` }
  const acts: ((app: FastifyInstance, life: Life) => Promise<unknown>)[] = [
    app => api(app, 'create', 'POST', '', { name: 'a key', expires_at: oneOf([undefined, soon()]) }),
    (app, { id }) => api(app, 'rotate', 'POST', `/${id}/rotation`, { grace_seconds: oneOf([seldom() ? 0 : 1, 3_600]) }),
    (app, { id }) => api(app, 'cancel', 'DELETE', `/${id}/rotation`),
    (app, { id }) => api(app, 'update', 'PATCH', `/${id}`, { expires_at: oneOf([null, soon()]) }),
    (app, { id }) => api(app, 'rename', 'PATCH', `/${id}`, { name: 'another name' }),
    // Less often than the others, so that there are keys to live on.
    async app => seldom() && api(app, 'revoke', 'DELETE', `/${oneOf(lives).id}`, { reason: 'why not' }),
    async app =>
      seldom() && api(app, 'revoke many', 'POST', '/revocations', { ids: [oneOf(lives).id, oneOf(lives).id] }),
    app => app.activity.flush(),
    app => app.startGraces(),
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
    // Those made last are the ones that live.
    while (performance.now() < end) await oneOf(acts)(oneOf(apps), oneOf(lives.slice(-ACTIVE_KEYS)))
  }
  let most = 0
  async function count() {
    for (; performance.now() < end; await sleep(20)) {
      const { rows } = await sql<{ active: number }>`select count(*)::int as active from api_keys
        where revoked_at is null and replaced_by is null and coalesce(expires_at > now(), true)`.execute(db)
      most = Math.max(most, rows[0]?.active ?? 0)
      // The limits are not to hide which keys are good.
      await resetWindows(db, alice.accountId)
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
  t.ok(most <= ACTIVE_KEYS && most > AT_FIRST - 50, `at most ${most} keys were active`)
  t.same(revived, [], 'no key was good again')
  for (const what of ['create 201', 'rotate 201', 'rotate 409', 'cancel 200', 'update 200', 'update 409', 'revoke 200'])
    t.ok(statuses.get(what), `${what}: it happened`)
})

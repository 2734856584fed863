import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import type { CompiledQuery } from 'kysely'
import t from 'tap'
import { buildInstances, call } from '../kit/app.ts'
import { EXHAUSTIVE } from '../kit/exhaustive.ts'
import { type Operation, recorded, staleUses } from '../kit/history.ts'
import { ADMIN_TOKEN, asOperator, type Portal, signedInByLink } from '../kit/portal.ts'

const INSTANCES = 3
const SESSIONS = EXHAUSTIVE ? 60 : 18
const CLIENTS = 6
const SETTINGS = { ADMIN_TOKEN, SESSION_LIMIT_PER_MINUTE: '1000000', ANONYMOUS_LIMIT_PER_MINUTE: '1000000' }

const at = <T>(list: T[], index: number) => list[index % list.length] as T

interface Opened extends Portal {
  person: string
}

/** Each person has an account of their own, so that no window is shared. */
const open = (app: FastifyInstance, index: number): Promise<Opened> =>
  signedInByLink(app, { account: `org_${index}`, person: `user_${index}` }).then(portal => ({
    ...portal,
    person: `user_${index}`,
  }))

/** A request of the session: one that reads, one that writes. */
const use = (app: FastifyInstance, { cookie }: Portal, step: number) =>
  step % 2 === 0
    ? call(app, { url: '/api/v1/session', headers: { cookie } })
    : call(app, { url: '/api/v1/keys', headers: { cookie } })

/** The ways in which a session ends. */
const ENDINGS = [
  (app: FastifyInstance, { id }: Opened) => asOperator(app, 'DELETE', `/${id}`),
  (app: FastifyInstance, { person }: Opened) => asOperator(app, 'DELETE', `?person=${person}`),
  (app: FastifyInstance, { cookie }: Opened) =>
    call(app, { method: 'POST', url: '/api/v1/sign-out', headers: { cookie } }),
]

/** Uses sessions on all instances, before, during and after each is ended on one of them. */
async function endWhileUsed(apps: FastifyInstance[], sessions: Opened[]) {
  const history: Operation[] = []
  const queue = sessions.entries()
  async function client() {
    for (const [index, session] of queue) {
      const ask = (step: number) =>
        recorded(history, 'use', session.id, () => use(at(apps, index + step), session, index + step))
      await Promise.all([ask(0), ask(1)])
      const during = [ask(2), ask(1)]
      const end = at(ENDINGS, index)
      // A 503 of a busy machine is undecided, so the client repeats the request.
      while ((await recorded(history, 'revoke', session.id, () => end(at(apps, index), session))) === 503);
      const after = [ask(1), ask(2)]
      await sleep(Math.random() * 50)
      await Promise.all([...during, ...after, ask(0), ask(1)])
    }
  }
  await Promise.all(Array.from({ length: CLIENTS }, client))
  return history
}

async function openAll(app: FastifyInstance) {
  const sessions: Opened[] = []
  for (let index = 0; index < SESSIONS; index++) sessions.push(await open(app, index))
  return sessions
}

t.test('no request of a session that starts after the response to its end is answered, on any instance', async t => {
  const { apps } = await buildInstances(t, INSTANCES, SETTINGS)
  const history = await endWhileUsed(apps, await openAll(at(apps, 0)))
  t.same(staleUses(history), [])
  t.equal(history.filter(({ kind, status }) => kind === 'revoke' && status === 200).length, SESSIONS)
  const uses = (code: number) => history.filter(({ kind, status }) => kind === 'use' && status === code).length
  t.ok(uses(200) >= SESSIONS, `sessions worked before: ${uses(200)} times`)
  t.ok(uses(401) >= 2 * SESSIONS, `and were rejected after: ${uses(401)} times`)
  t.same(
    history.filter(({ status }) => ![200, 401, 503].includes(status)),
    [],
  )
})

t.test('the proof finds a session that is remembered for one second', async t => {
  const { apps } = await buildInstances(t, INSTANCES, SETTINGS)
  const sessions = await openAll(at(apps, 0))
  for (const { revokingDb } of apps) {
    const ask = revokingDb.executeQuery.bind(revokingDb)
    const cache = new Map<string, ReturnType<typeof ask>>()
    revokingDb.executeQuery = (query: Parameters<typeof ask>[0]) => {
      const { sql, parameters } = query as CompiledQuery
      if (!sql.includes('"portal_sessions" as "s"')) return ask(query) as never
      const key = String(parameters[0])
      const cached = cache.get(key) ?? ask(query)
      cache.set(key, cached)
      setTimeout(() => cache.delete(key), 1_000).unref()
      return cached as never
    }
  }
  t.ok(staleUses(await endWhileUsed(apps, sessions)).length > 0)
})

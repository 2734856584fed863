import { type Kysely, sql } from 'kysely'
import t, { type Test } from 'tap'
import type { Tables } from '../../db/tables.ts'
import { build, call, createKey } from '../kit/app.ts'
import { isWaiting, needsPostgres, ownConnection } from '../kit/database.ts'
import { signIn } from '../kit/people.ts'
import { until } from '../kit/until.ts'

const ADMIN_TOKEN = 'an operator token of the tests, long enough'

async function start(t: Test) {
  const app = await build(t, { ADMIN_TOKEN })
  const alice = await signIn('pro')
  const { id } = await createKey(app, alice)
  const retiring = await createKey(app, alice)
  const send = (method: 'POST' | 'PATCH' | 'DELETE', path: string, payload?: object) =>
    call(app, { as: alice, method, url: `/api/v1/keys${path}`, ...(payload && { payload }) })
  await send('POST', `/${retiring.id}/rotation`, {})
  const other = ownConnection(t, app)
  let waitedUntil = new Date(0)
  /** Sends a request while a change is made, and answered only once the request waits for it. */
  async function during(change: (trx: Kysely<Tables>) => Promise<unknown>, act: () => ReturnType<typeof send>) {
    const { promise, resolve } = Promise.withResolvers<ReturnType<typeof send>>()
    await other.transaction().execute(async trx => {
      await change(trx)
      const reply = act()
      resolve(reply)
      await until(() => isWaiting(trx))
      waitedUntil = await clockOf(trx)
    })
    return await promise
  }
  const rows = () => app.db.selectFrom('api_keys').selectAll().orderBy('id').execute()
  return { app, alice, id, retiring, send, during, rows, waitedUntil: () => waitedUntil }
}

async function clockOf(db: Kysely<Tables>) {
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(db)
  return rows[0]?.now as Date
}

t.test(
  ...needsPostgres('a suspension that is answered while a change waits for the account forbids the change'),
  async t => {
    const { app, alice, id, retiring, send, during, rows } = await start(t)
    const suspend = (trx: Kysely<Tables>) =>
      sql`update accounts set suspended_at = now() where id = ${alice.accountId}`.execute(trx)
    const lift = () => sql`update accounts set suspended_at = null`.execute(app.db)
    const before = await rows()
    for (const [method, path, payload] of [
      ['POST', '', { name: 'new' }],
      ['PATCH', `/${id}`, { name: 'renamed' }],
      ['PATCH', `/${id}`, { scopes: ['a'] }],
      ['PATCH', `/${id}`, { expires_at: '2090-01-01T00:00:00Z' }],
      ['POST', `/${id}/rotation`, {}],
      ['POST', `/${id}/rotation`, { grace_seconds: 0 }],
      ['DELETE', `/${retiring.id}/rotation`, {}],
      ['POST', `/${id}/pause`, {}],
      ['DELETE', `/${id}/pause`, {}],
    ] as const) {
      const reply = await during(suspend, () => send(method, path, payload))
      t.same([reply.statusCode, reply.json().error?.code], [403, 'account_suspended'], `${method} ${path}`)
      await lift()
    }
    t.same(await rows(), before, 'no key was created or changed')
  },
)

t.test(...needsPostgres('a key that is paused while its rotation waits is not rotated'), async t => {
  const { id, send, during, rows } = await start(t)
  const reply = await during(
    trx => sql`update api_keys set paused_at = now() where id = ${id}`.execute(trx),
    () => send('POST', `/${id}/rotation`, {}),
  )
  t.match([reply.statusCode, reply.json()], [409, { error: { details: { reason: 'paused' } } }])
  t.equal((await rows()).length, 3)
})

t.test(...needsPostgres('the time of a change is read after a wait for the account or the key'), async t => {
  const { app, alice, id, during, waitedUntil } = await start(t)
  const url = `/admin/v1/accounts/${alice.accountId}/suspension`
  const headers = { authorization: `Bearer ${ADMIN_TOKEN}` }
  const hold = (table: 'accounts' | 'api_keys', row: string) => (trx: Kysely<Tables>) =>
    sql`select from ${sql.table(table)} where id = ${row} for no key update`.execute(trx)
  const suspended = await during(hold('accounts', alice.accountId), () => app.inject({ method: 'POST', url, headers }))
  t.ok(new Date(suspended.json().suspended_at) >= waitedUntil())
  await app.inject({ method: 'DELETE', url, headers })
  const paused = await during(hold('api_keys', id), () =>
    call(app, { as: alice, method: 'POST', url: `/api/v1/keys/${id}/pause` }),
  )
  t.ok(new Date(paused.json().paused_at) >= waitedUntil())
})

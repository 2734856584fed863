import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import t from 'tap'
import { buildInstances, call, createKey, revoke, useKey } from '../kit/app.ts'
import { signIn } from '../kit/people.ts'

/** Of the plan. */
const ACTIVE_KEYS = 100

const { apps, db } = await buildInstances(t, 3, { SESSION_LIMIT_PER_MINUTE: '1000000' })
let turn = 0
/** The requests alternate between the instances, as behind a gateway. */
const any = () => apps[turn++ % apps.length] as FastifyInstance

t.test('50 parallel revocations with 50 reasons are one revocation and 49 repeats', async t => {
  const owner = await signIn('pro')
  const { id, key } = await createKey(any(), owner, 'raced')
  let undecided = 0
  const replies = await Promise.all(
    Array.from({ length: 50 }, (_, at) =>
      persist(
        () => revoke(any(), owner, id, `reason ${at}`),
        () => undecided++,
      ),
    ),
  )
  const messages = replies.map(reply => reply.json().message)
  const first = messages.filter(message => message === 'API key revoked successfully').length
  const repeats = messages.filter(message => message === 'API key was already revoked').length
  // A request that got 503 may have taken effect, and its repeat is then a repeat.
  t.equal(first + repeats, 50)
  t.ok(first === 1 || (first === 0 && undecided > 0), `${first} first, ${undecided} undecided`)
  const events = await db.selectFrom('audit_events').selectAll().where('key_id', '=', id).execute()
  const row = await db.selectFrom('api_keys').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const revocations = events.filter(({ action }) => action === 'revoke')
  t.equal(revocations.length, 1)
  t.equal(revocations[0]?.reason, row.revocation_reason)
  const repeated = events.filter(({ action }) => action === 'revoke_repeated').length
  t.ok(repeated >= 49 && repeated <= 49 + undecided, `${repeated} repeats, ${undecided} undecided`)
  t.equal(new Set(events.map(({ reason }) => reason)).size, 51, 'every reason is kept, and the creation has none')
  for (const app of apps) t.equal((await useKey(app, key)).statusCode, 401)
})

t.test('150 parallel creations leave exactly 100 active keys', async t => {
  const busy = await signIn('pro')
  const create = () => call(any(), { as: busy, method: 'POST', url: '/api/v1/keys', payload: { name: 'one of many' } })
  let undecided = 0
  const replies = await Promise.all(Array.from({ length: 150 }, () => persist(create, () => undecided++)))
  const answered = (status: number) => replies.filter(reply => reply.statusCode === status).length
  // A request that got 503 may have created its key before it was repeated.
  const created = answered(201)
  t.ok(created <= ACTIVE_KEYS && created >= ACTIVE_KEYS - undecided, `${created} created, ${undecided} undecided`)
  t.equal(answered(409), 150 - created)
  t.equal(replies.find(reply => reply.statusCode === 409)?.json().error.code, 'key_limit_reached')
  const rows = await db.selectFrom('api_keys').select('id').where('account_id', '=', busy.accountId).execute()
  t.equal(rows.length, ACTIVE_KEYS)

  await t.test('a revoked or expired key makes room for another', async t => {
    t.equal((await revoke(any(), busy, rows[0]?.id ?? '')).statusCode, 200)
    t.equal((await create()).statusCode, 201)
    t.equal((await create()).statusCode, 409)
    const expired = { expires_at: new Date(0) } as never
    await db
      .updateTable('api_keys')
      .set(expired)
      .where('id', '=', rows[1]?.id ?? '')
      .execute()
    t.equal((await create()).statusCode, 201)
    t.equal((await create()).statusCode, 409)
  })
})

t.test('creating and revoking concurrently never exceeds the limit or loses a revocation', async t => {
  const busy = await signIn('pro')
  const ids = await Promise.all(Array.from({ length: 20 }, async () => (await createKey(any(), busy)).id))
  await Promise.all(ids.flatMap(id => [revoke(any(), busy, id, 'gone'), createKey(any(), busy)]))
  const rows = await db.selectFrom('api_keys').selectAll().where('account_id', '=', busy.accountId).execute()
  t.equal(rows.filter(row => row.revoked_at === null).length, 20)
  t.ok(rows.filter(row => ids.includes(row.id)).every(row => row.revoked_at !== null))
})

/** Retries while a busy pool answers 503, as a client would. */
async function persist(send: () => Promise<LightMyRequestResponse>, again = () => {}): Promise<LightMyRequestResponse> {
  const reply = await send()
  if (reply.statusCode !== 503) return reply
  again()
  await sleep(50 + Math.random() * 150)
  return persist(send, again)
}

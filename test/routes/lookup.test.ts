import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import t from 'tap'
import { createApiKey, hexDigest } from '../../auth/api-key.ts'
import { lookedUp } from '../../auth/looked-up.ts'
import { KEY_FORMAT } from '../../config/key-format.ts'
import { SERVICES_ACCOUNT } from '../../config/service-keys.ts'
import { flushRejectedRequests } from '../../jobs/flush-rejected-requests.ts'
import { build, call, createKey, revoke, useKey } from '../kit/app.ts'
import { roomInTheMinute } from '../kit/minute.ts'
import { signIn } from '../kit/people.ts'

const tokens = {
  ADMIN_TOKEN: 'an operator token of the tests, long enough',
  VERIFY_TOKEN: 'a token for services, long enough',
}
const app = await build(t, { ...tokens, IMPORTED_KEY_SHAPES: 'hex 64' })
const headers = { authorization: `Bearer ${tokens.ADMIN_TOKEN}` }
const ask = (q: string, account?: string) =>
  app.inject({ url: '/admin/v1/lookup', query: { q, ...(account !== undefined && { account }) }, headers })
const found = async (q: string, account?: string) => (await ask(q, account)).json()
const flush = () => flushRejectedRequests(app.db, app.rejectedRequests)
const kept = async () => (await app.db.selectFrom('rejected_requests').selectAll().execute()).length

t.test('a key is found by all of its names, and explained', async t => {
  const alice = await signIn('pro')
  const { id, key } = await createKey(app, alice, 'CI')
  const prefix = key.slice(0, 16)
  for (const q of [id, id.toUpperCase(), ` ${prefix} `, prefix.slice(8), `sha256:${hexDigest(key)}`, alice.accountId])
    t.match(await found(q), { keys: [{ key: { id }, account_id: alice.accountId, admitted: true, code: 'valid' }] }, q)
  for (const q of [`${prefix}…${key.slice(-4)}`, `${prefix}_...${key.slice(-4)}`])
    t.match(await found(q), { keys: [{ key: { id } }] }, q)
  t.same((await found(`${prefix}…zzzz`)).keys, [], 'other last characters')
  t.match(await found(key.slice(-4), alice.accountId), { keys: [{ key: { id } }], account: { tier: 'pro' } })
  t.same((await found(key.slice(-4))).keys, [], 'last characters without an account')
  t.same((await found(prefix, (await signIn('free')).accountId)).keys, [], 'another account')

  await revoke(app, alice, id, 'left')
  const answer = await found(prefix)
  t.match(answer.keys, [{ admitted: false, code: 'invalid_api_key', reason: 'revoked' }])
  t.match(answer.summary, /is rejected now\. It was revoked by user:.* with the reason “left”\.$/)
})

t.test('a key itself is rejected, and a digest that may be one needs its prefix', async t => {
  const { secret } = createApiKey(KEY_FORMAT)
  for (const q of [secret, `see ${secret} here`, `keyward_${secret.slice(8)}`, hexDigest('x')]) {
    const reply = await ask(q)
    t.equal(reply.statusCode, 400, q)
    t.notOk(reply.body.includes(q))
  }
  t.equal((await ask(`sha256:${hexDigest('x')}`)).statusCode, 200)
  t.match(
    lookedUp(hexDigest('x'), () => false),
    { kind: 'digest' },
    'where no imported key looks like one',
  )
})

t.test('every state of a key is explained by the decision itself', async t => {
  await roomInTheMinute()
  const alice = await signIn('free')
  const { id, key } = await createKey(app, alice)
  const state = async () => (await found(id)).keys[0]
  t.match((await state()).explanation, /10 of 10 units are left of the account’s minute, 1000 of 1000 units/)
  for (let use = 0; use < 10; use++) await useKey(app, key)
  t.match(await state(), {
    admitted: false,
    code: 'rate_limit_exceeded',
    window: { owner: 'account', window: 'minute', remaining: 0 },
  })
  await app.db
    .updateTable('api_keys')
    .set({ paused_at: new Date() } as never)
    .where('id', '=', id)
    .execute()
  t.match(await state(), { code: 'key_paused', explanation: 'The key is paused.' })
  const imported = { digest: hexDigest('old'), name: 'old', prefix: 'a'.repeat(8) }
  const url = `/admin/v1/accounts/${alice.accountId}/keys/import`
  await app.inject({ method: 'POST', url, headers, payload: { keys: [imported] } })
  t.match((await found('a'.repeat(8))).keys, [{ key: { name: 'old' } }])
  const expired = await call(app, { as: alice, method: 'POST', url: '/api/v1/keys', payload: { name: 'x' } })
  await app.db
    .updateTable('api_keys')
    .set({ expires_at: new Date(Date.now() - 1_000) })
    .where('id', '=', expired.json().id)
    .execute()
  t.match((await found(expired.json().id)).keys, [{ reason: 'expired', explanation: /^It expired at / }])
  const rotated = await createKey(app, alice)
  const path = `/api/v1/keys/${rotated.id}/rotation`
  const successor = await call(app, { as: alice, method: 'POST', url: path, payload: {} })
  await sql`update api_keys set expires_at = now() - interval '1 second' where id = ${rotated.id}`.execute(app.db)
  t.match(
    (await found(rotated.id)).keys[0].explanation,
    `after it was rotated; its successor is ${successor.json().id}`,
  )
  const rejected = String((await useKey(app, expired.json().key)).headers['x-request-id'])
  await flush()
  t.match((await found(rejected)).summary, 'the key had expired')
  t.match((await found(alice.accountId)).summary, /^5 keys match\. Of these, \d are admitted now/)
})

t.test('a key of another environment is explained without asking, and an unknown account has no keys', async t => {
  const alice = await signIn('free')
  const { id, key } = await createKey(app, alice)
  await sql`update api_keys set key_prefix = 'old_live_' where id = ${id}`.execute(app.db)
  t.match((await found(id)).keys, [{ admitted: false, code: 'invalid_api_key', reason: 'other_environment' }])
  t.same((await found(key.slice(-4), SERVICES_ACCOUNT)).keys, [])
})

t.test('the ID of a rejected request says why it was rejected', async t => {
  await roomInTheMinute()
  const alice = await signIn('free')
  const { id, key } = await createKey(app, alice)
  for (let use = 0; use < 10; use++) await useKey(app, key)
  const limited = String((await useKey(app, key)).headers['x-request-id'])
  const scoped = await call(app, { as: alice, method: 'POST', url: '/api/v1/keys', payload: { name: 's', scopes: [] } })
  const gateway = (more: object) =>
    app.inject({ url: '/forward-auth', headers: { authorization: `Bearer ${scoped.json().key}`, ...more } })
  const lacking = String((await gateway({ 'x-required-scope': 'iocs:read' })).headers['x-request-id'])
  const insufficient = String(
    (await gateway({ 'x-required-entitlement': 'lookback_days>=365' })).headers['x-request-id'],
  )
  const costly = String((await gateway({ 'x-request-cost': '5000' })).headers['x-request-id'])
  const many = await app.inject({
    ...{ method: 'POST', url: '/api/v1/verify/batch', payload: { keys: [key, key, scoped.json().key] } },
    headers: { authorization: `Bearer ${tokens.VERIFY_TOKEN}` },
  })
  await revoke(app, alice, id)
  const revoked = String((await useKey(app, key)).headers['x-request-id'])
  await flush()
  t.match(await found(limited), {
    rejections: [{ key_id: id, outcome: 'limited', details: { owner: 'account', window: 'minute', cost: 1 } }],
    summary:
      /was rejected at .*: the account had used 10 of the 10 units of its minute\. Key .* is rejected now\. It was revoked/,
  })
  t.match((await found(lacking)).summary, /the key lacks a required scope of iocs:read\./)
  t.match((await found(insufficient)).summary, /plan does not meet /)
  t.match((await found(costly)).summary, /its cost of 5000 exceeds the account’s limit of 10 units per minute/)
  t.match((await found(revoked)).summary, /the key was revoked/)
  t.equal((await found(String(many.headers['x-request-id']))).rejections.length, 2, 'each key of a batch')
  t.match(await found(`req_${randomUUID()}`), { keys: [], rejections: [], summary: /Look for it in the log/ })
})

t.test('what matches nothing, or an account without keys, says so', async t => {
  t.match(await found('nobody'), { keys: [], account: null, summary: 'Nothing matches: no key, account or request.' })
  t.match((await found('nobody', 'nobody')).summary, /Nothing matches/)
  const alice = await signIn('free')
  await call(app, { as: alice, url: '/api/v1/session' })
  t.match(
    (await found(alice.accountId)).summary,
    `Account ${alice.accountId} has no key that matches. Its plan is free.`,
  )
  t.match((await found('x', alice.accountId)).summary, /has no key that matches/)
  for (let key = 0; key < 21; key++) await createKey(app, alice)
  const crowd = await found(alice.accountId)
  t.match([crowd.keys.length, crowd.has_more, crowd.summary], [20, true, /^More than 20 keys match/])
})

t.test('a flood of rejected requests keeps few, and none of unknown keys', async t => {
  await flush()
  const before = await kept()
  for (let at = 0; at < 30; at++) await useKey(app, createApiKey(KEY_FORMAT).secret)
  for (let at = 0; at < 30; at++) await useKey(app, 'sk_live_x')
  await flush()
  t.equal(await kept(), before, 'unknown and malformed keys')
  const alice = await signIn('free')
  const one = await createKey(app, alice)
  await revoke(app, alice, one.id)
  for (let at = 0; at < 50; at++) await useKey(app, one.key)
  await flush()
  t.equal(await kept(), before + 20, 'of one key')
  for (let at = 0; at < 15; at++) await useKey(app, one.key)
  await flush()
  t.equal(await kept(), before + 20, 'the newest of one key')
  const crowd = await Promise.all(Array.from({ length: 15 }, () => createKey(app, alice)))
  for (const { id } of crowd) await revoke(app, alice, id)
  for (const { key } of crowd) for (let at = 0; at < 20; at++) await useKey(app, key)
  await flush()
  t.equal(await kept(), before + 20 + 200, 'of one flush')
  await app.db
    .updateTable('rejected_requests' as never)
    .set({ at: new Date(Date.now() - 25 * 3_600_000) } as never)
    .execute()
  await flush()
  t.equal(await kept(), 0, 'after a day')
})

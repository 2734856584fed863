import type { FastifyInstance } from 'fastify'
import t from 'tap'
import { shardOf } from '../../auth/api-key.ts'
import { keysWithOtherPrefixes } from '../../db/keys/prefixes.ts'
import { build, buildEach, call, createKey, revoke, useKey } from '../kit/app.ts'
import { type Person, signIn } from '../kit/people.ts'

const namesOf = async (app: FastifyInstance, as: Person, q: string) => {
  const reply = await call(app, { as, url: `/api/v1/keys?status=all&q=${encodeURIComponent(q)}` })
  return reply.json().data.map(({ name }: { name: string }) => name)
}

const rotate = (app: FastifyInstance, as: Person, id: string) =>
  call(app, { as, method: 'POST', url: `/api/v1/keys/${id}/rotation` })

t.test('keys with another prefix are created, used, found, reported, rotated and revoked', async t => {
  const app = await build(t, { KEY_PREFIXES: 'acme_live_' })
  const alice = await signIn('pro')
  const { id, key } = await createKey(app, alice, 'first')
  t.match(key, /^acme_live_[0-9A-Za-z]{8}_[0-9A-Za-z]{49}$/)
  const prefix = key.slice(0, 18)
  t.match((await useKey(app, key)).json(), { key: { prefix } })
  t.match((await call(app, { as: alice, url: '/api/v1/keys' })).json(), { data: [{ prefix, last4: key.slice(-4) }] })
  for (const q of [prefix, prefix.slice(0, 14), prefix.slice(10), prefix.slice(10, 14)])
    t.same(await namesOf(app, alice, q), ['first'], q)
  for (const q of [prefix.slice(0, 13), `sk_live_${prefix.slice(10)}`]) t.same(await namesOf(app, alice, q), [], q)
  t.equal((await useKey(app, key.replace('acme_live_', 'sk_live_'))).statusCode, 401)
  const onSessionRoute = await call(app, {
    as: alice,
    url: '/api/v1/keys',
    headers: { authorization: `Bearer ${key}` },
  })
  t.equal(onSessionRoute.statusCode, 200, 'a key beside a session is ignored on session routes')

  const successor = (await rotate(app, alice, id)).json()
  t.match(successor, { replaces: id, prefix: /^acme_live_/ })
  t.equal((await useKey(app, successor.key)).statusCode, 200)
  t.equal((await revoke(app, alice, id)).statusCode, 200)
  t.equal((await useKey(app, key)).statusCode, 401)

  const note = `found ${successor.key} in a paste`
  await app.inject({
    method: 'POST',
    url: '/api/v1/credentials/revoke',
    payload: { credentials: [`token="${successor.key}"`], note },
  })
  t.equal((await useKey(app, successor.key)).statusCode, 401)
  const leaked = await call(app, { as: alice, url: `/api/v1/keys?status=all&q=${successor.prefix}` })
  t.match(leaked.json().data, [{ leak: { note: 'found acme_live_*** in a paste' } }])
})

t.test('a fleet changes its prefix: accept it everywhere, then give it, and rotate', async t => {
  const { apps } = await buildEach(t, [{}, { KEY_PREFIXES: 'sk_live_,acme_' }, { KEY_PREFIXES: 'acme_,sk_live_' }])
  const [before, accepting, giving] = apps as [FastifyInstance, FastifyInstance, FastifyInstance]
  const alice = await signIn('pro')
  const old = await createKey(accepting, alice)
  t.match(old.key, /^sk_live_/)
  const successor = (await rotate(giving, alice, old.id)).json()
  t.match(successor.key, /^acme_/)
  t.equal(successor.key.slice(5, 7), old.key.slice(8, 10), 'the successor keeps the shard')
  for (const app of [accepting, giving])
    for (const { key } of [old, successor]) t.equal((await useKey(app, key)).statusCode, 200)
  t.equal((await useKey(before, successor.key)).statusCode, 401, 'which is why every instance has to accept it first')
  t.match((await call(before, { as: alice, url: '/api/v1/keys?status=all' })).json().data, [
    { prefix: successor.prefix },
    { prefix: old.key.slice(0, 16) },
  ])
})

t.test('only living keys whose prefix was given and is not accepted are counted', async t => {
  const app = await build(t, { KEY_PREFIXES: 'acme_,other_' })
  const { db } = app
  const alice = await signIn('pro')
  const count = (...prefixes: string[]) => keysWithOtherPrefixes(db, prefixes)
  t.same(await count('other_'), [])
  const [one, two] = [await createKey(app, alice), await createKey(app, alice)]
  await db
    .insertInto('api_keys')
    .values({
      ...{ account_id: alice.accountId, name: 'imported', imported_prefix: 'x', public_id: null, last4: null },
      ...{ digest: Buffer.alloc(32), expires_at: null },
    })
    .execute()
  t.same(await count('acme_'), [], 'an imported key has a prefix of its own')
  t.same(await count('other_', 'sk_live_'), [{ prefix: 'acme_', keys: 2 }])
  await revoke(app, alice, one.id)
  t.same(await count('other_'), [{ prefix: 'acme_', keys: 1 }])
  await db
    .updateTable('api_keys')
    .set({ expires_at: new Date(0) })
    .where('id', '=', two.id)
    .execute()
  t.same(await count('other_'), [])
  const recorded = await db.selectFrom('key_prefixes').select('prefix').orderBy('prefix').execute()
  t.same(recorded, [{ prefix: 'acme_' }, { prefix: 'sk_live_' }], 'the accepted one was never given')
})

t.test('until the upgrade is finished, no key gets another prefix', async t => {
  const { apps, db } = await buildEach(t, [{}, { KEY_PREFIXES: 'acme_,sk_live_' }])
  const [usual, other] = apps as [FastifyInstance, FastifyInstance]
  const alice = await signIn('pro')
  const { id, key } = await createKey(usual, alice)
  const migration = '018-key-prefixes'
  await db.updateTable('upgrades').set({ finished_at: null }).where('migration', '=', migration).execute()
  const create = () => call(other, { as: alice, method: 'POST', url: '/api/v1/keys', payload: { name: 'a key' } })
  for (const reply of [await create(), await rotate(other, alice, id)])
    t.match([reply.statusCode, reply.json().error.code], [409, 'upgrade_unfinished'])
  t.equal((await useKey(other, key)).statusCode, 200)
  await createKey(usual, alice)
  await db.updateTable('upgrades').set({ finished_at: new Date() }).where('migration', '=', migration).execute()
  t.equal((await create()).statusCode, 201)
  t.equal((await rotate(other, alice, id)).statusCode, 201)
})

t.test("the two characters after the prefix name the account's shard", async t => {
  t.equal(shardOf('00000000-0000-4000-8000-000000000001'), 'T7', 'as Python computes it')
  t.equal(shardOf('org_2abcDEF'), 'mf')
  t.equal(shardOf(''), '00')
  const app = await build(t)
  const [alice, bob] = [await signIn('pro'), await signIn('pro')]
  for (const person of [alice, bob])
    for (let at = 0; at < 2; at++) t.equal((await createKey(app, person)).key.slice(8, 10), shardOf(person.accountId))
})

t.test('published texts name the prefix of new keys', async t => {
  const app = await build(t, { KEY_PREFIXES: 'acme_,sk_live_' })
  const missing = (await app.inject('/api/v1/me')).json()
  t.match(missing.error, {
    code: 'missing_api_key',
    message: 'API key is required. Include it in the Authorization header as "Bearer acme_..."',
  })
  const { body } = await app.inject('/api/openapi.json')
  t.match(body, 'Bearer acme_...')
  t.match(body, '`acme_` followed by 8 characters')
  t.notMatch(body, 'sk_live_')
  const session = await call(app, { as: await signIn(), url: '/api/v1/session' })
  t.same(session.json().key_prefixes, ['acme_', 'sk_live_'])
})

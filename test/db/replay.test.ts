import { randomUUID } from 'node:crypto'
import t, { type Test } from 'tap'
import { system } from '../../auth/actor.ts'
import { sha256 } from '../../auth/api-key.ts'
import { replayRevocations } from '../../db/history/replay.ts'
import { replayRestrictions } from '../../db/history/replay-restrictions.ts'
import { build, createKey, revoke, useKey } from '../kit/app.ts'
import { signIn } from '../kit/people.ts'

const ACTOR = system('req_replay')
const AT = new Date('2026-11-20T10:00:00.123Z')

async function scene(t: Test) {
  const app = await build(t)
  const alice = await signIn('pro')
  const make = async (reason: string | null = 'leaked') => {
    const { id, key } = await createKey(app, alice)
    const account_id = alice.accountId
    const digest = sha256(key).toString('hex')
    return {
      key,
      line: { msg: 'keyward.revoked' as const, key_id: id, digest, account_id, at: AT, by: 'user:x', reason },
    }
  }
  const rowOf = (id: string) => app.db.selectFrom('api_keys').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const eventsOf = (id: string) =>
    app.db.selectFrom('audit_events').selectAll().where('key_id', '=', id).orderBy('at').execute()
  return { app, alice, make, rowOf, eventsOf }
}

t.test('a lost revocation is restored with its original facts and an event that explains it', async t => {
  const { app, alice, make, rowOf, eventsOf } = await scene(t)
  const [one, other] = [await make('leaked'), await make(null)]
  const outcomes = await replayRevocations(app.db, [one.line, other.line], ACTOR)
  t.same(new Set(outcomes.map(({ outcome }) => outcome)), new Set(['revoked']))
  for (const { key, line } of [one, other]) {
    t.match(await rowOf(line.key_id), { revoked_at: AT, revoked_by: 'user:x', revocation_reason: line.reason })
    t.equal((await useKey(app, key)).statusCode, 401)
    const event = { action: 'revoke', actor: 'system', reason: 'replayed from the log', request_id: 'req_replay' }
    t.match((await eventsOf(line.key_id)).slice(1), [{ ...event, account_id: alice.accountId, session_id: null }])
  }
})

t.test('a key that is already revoked stays unchanged and gets no event, however often it is replayed', async t => {
  const { app, alice, make, rowOf, eventsOf } = await scene(t)
  const { line } = await make()
  await revoke(app, alice, line.key_id, 'the reason that counts')
  const before = [await rowOf(line.key_id), await eventsOf(line.key_id)]
  for (const _ of [1, 2])
    t.match(await replayRevocations(app.db, [line], ACTOR), [{ keyId: line.key_id, outcome: 'already_revoked' }])
  t.same([await rowOf(line.key_id), await eventsOf(line.key_id)], before)
})

t.test('a line applies only to a key with the same ID and digest', async t => {
  const { app, make } = await scene(t)
  const [one, other] = [await make(), await make()]
  const lines = [
    { ...one.line, digest: '00'.repeat(32) },
    { ...one.line, key_id: randomUUID() },
    { ...one.line, digest: other.line.digest },
  ]
  const outcomes = await replayRevocations(app.db, lines, ACTOR)
  t.same(
    outcomes.map(({ outcome }) => outcome),
    ['unknown', 'unknown', 'unknown'],
  )
  for (const { key } of [one, other]) t.equal((await useKey(app, key)).statusCode, 200)
})

t.test('a replay takes effect completely or not at all', async t => {
  const { app, make } = await scene(t)
  const [one, other] = [await make(), await make('x'.repeat(501))]
  await t.rejects(replayRevocations(app.db, [one.line, other.line], ACTOR), { code: '23514' })
  t.equal((await useKey(app, one.key)).statusCode, 200)
})

t.test(
  'a lost restriction is restored, never with a later expiry or more scopes, with events that explain it',
  async t => {
    const { app, alice, make, rowOf, eventsOf } = await scene(t)
    const [soon, later] = [new Date(Date.now() + 3_600_000), new Date(Date.now() + 7_200_000)]
    const cases = [
      // The scopes of the key, those of the line, and the result.
      [null, null, soon, ['a', 'b'], soon, ['a', 'b'], 'restricted'],
      [later, ['c', 'b', 'a'], soon, ['a', 'b', 'x'], soon, ['a', 'b'], 'restricted'],
      [soon, ['a'], later, ['a', 'b'], soon, ['a'], 'already_restricted'],
      [soon, ['a'], null, null, soon, ['a'], 'already_restricted'],
      [soon, ['a'], soon, ['b'], soon, [], 'restricted'],
      [later, null, soon, null, soon, null, 'restricted'],
    ] as const
    for (const [expires_at, scopes, toldExpiry, toldScopes, expectedExpiry, expectedScopes, outcome] of cases) {
      const { line } = await make()
      const id = line.key_id
      const has = { expires_at, scopes: scopes && [...scopes] }
      await app.db.updateTable('api_keys').set(has).where('id', '=', id).execute()
      const restriction = {
        ...line,
        msg: 'keyward.restricted' as const,
        expires_at: toldExpiry,
        scopes: toldScopes && [...toldScopes],
      }
      t.same(await replayRestrictions(app.db, [restriction], ACTOR), [{ keyId: id, outcome }])
      t.match(await rowOf(id), { expires_at: expectedExpiry, scopes: expectedScopes })
      const events = (await eventsOf(id)).slice(1)
      t.equal(events.length > 0, outcome === 'restricted')
      for (const event of events)
        t.match(event, { account_id: alice.accountId, actor: 'system', reason: 'replayed from the log' })
      t.same(await replayRestrictions(app.db, [restriction], ACTOR), [{ keyId: id, outcome: 'already_restricted' }])
      t.same(await replayRestrictions(app.db, [{ ...restriction, digest: '00'.repeat(32) }], ACTOR), [
        { keyId: id, outcome: 'unknown' },
      ])
    }
  },
)

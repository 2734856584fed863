import { randomUUID } from 'node:crypto'
import t, { type Test } from 'tap'
import { sha256 } from '../../auth/api-key.ts'
import { replayRevocations } from '../../db/keys/replay.ts'
import { build, createKey, revoke, useKey } from '../kit/app.ts'
import { signIn } from '../kit/people.ts'

const ACTOR = { name: 'system', requestId: 'req_replay', sessionId: null, ip: null } as const
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

t.test('a forgotten revocation gets its first facts back, and an event that says how', async t => {
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

t.test('what is revoked already stays as it is, without an event, however often it is replayed', async t => {
  const { app, alice, make, rowOf, eventsOf } = await scene(t)
  const { line } = await make()
  await revoke(app, alice, line.key_id, 'the reason that counts')
  const before = [await rowOf(line.key_id), await eventsOf(line.key_id)]
  for (const _ of [1, 2])
    t.match(await replayRevocations(app.db, [line], ACTOR), [{ keyId: line.key_id, outcome: 'already_revoked' }])
  t.same([await rowOf(line.key_id), await eventsOf(line.key_id)], before)
})

t.test('a key is meant only by its id and its digest together', async t => {
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

t.test('a statement takes effect as a whole or not at all', async t => {
  const { app, make } = await scene(t)
  const [one, other] = [await make(), await make('x'.repeat(501))]
  await t.rejects(replayRevocations(app.db, [one.line, other.line], ACTOR), { code: '23514' })
  t.equal((await useKey(app, one.key)).statusCode, 200)
})

import { randomUUID } from 'node:crypto'
import t, { type Test } from 'tap'
import { system } from '../../auth/actor.ts'
import { sha256 } from '../../auth/api-key.ts'
import { replayPauses } from '../../db/history/replay-pauses.ts'
import { replaySuspensions } from '../../db/history/replay-suspensions.ts'
import { build, call, createKey, revoke, useKey } from '../kit/app.ts'
import { signIn } from '../kit/people.ts'

const ACTOR = system('req_replay')
const AT = new Date('2026-11-20T10:00:00.123Z')
const LATER = new Date(AT.getTime() + 1)
const EARLIER = new Date(AT.getTime() - 1)

async function scene(t: Test) {
  const app = await build(t)
  const alice = await signIn('pro')
  const { id, key } = await createKey(app, alice)
  const common = { account_id: alice.accountId, at: AT, by: 'operator', reason: 'odd' }
  const account = { ...common, external_id: null, suspended: true }
  const pause = { ...common, key_id: id, digest: sha256(key).toString('hex'), paused: true }
  const status = async () => (await useKey(app, key)).statusCode
  return { app, alice, id, account, pause, status }
}

t.test('a lost suspension is restored with its facts, then its end, and an older line changes nothing', async t => {
  const { app, alice, account, status } = await scene(t)
  const replay = (...lines: (typeof account)[]) => replaySuspensions(app.db, lines, ACTOR)
  const rowOf = () => app.db.selectFrom('accounts').selectAll().executeTakeFirstOrThrow()
  t.same(await replay(account), ['suspended'])
  const state = { suspended_at: AT, suspension_set_at: AT, suspension_set_by: 'operator', suspension_reason: 'odd' }
  t.match(await rowOf(), state)
  t.equal(await status(), 403)
  t.same(await replay(account), ['unchanged'], 'it can be repeated')
  t.same(await replay({ ...account, at: EARLIER, suspended: false }), ['unchanged'])
  t.same(await replay({ ...account, suspended: false }), ['unchanged'], 'at equal times it stays suspended')
  t.equal(await status(), 403)
  t.same(await replay({ ...account, at: LATER, suspended: false, reason: null as never }), ['lifted'])
  t.match(await rowOf(), { suspended_at: null, suspension_set_at: LATER })
  t.same(await replay(account), ['unchanged'])
  t.equal(await status(), 200)
  t.same(await replay({ ...account, at: LATER }), ['suspended'], 'at equal times the suspension counts')
  const events = (await call(app, { as: alice, url: '/api/v1/account-events' })).json().data
  t.match(events[2], { action: 'suspend', actor: 'system', reason: 'replayed from the log', request_id: 'req_replay' })
  t.equal(events.length, 3)
})

t.test('a suspended account that the database has lost is created, and one whose suspension ended is not', async t => {
  const { app } = await scene(t)
  const [one, other] = [randomUUID(), randomUUID()]
  const facts = { external_id: 'org_7', at: AT, by: 'operator', reason: null }
  const lines = [
    { ...facts, account_id: one, suspended: true },
    { ...facts, account_id: other, suspended: false },
  ]
  const outcomes = await replaySuspensions(app.db, lines, ACTOR)
  t.same(outcomes.toSorted(), ['suspended', 'unchanged'])
  const rows = await app.db.selectFrom('accounts').selectAll().where('id', 'in', [one, other]).execute()
  t.match(rows, [{ id: one, external_id: 'org_7', suspended_at: AT }])
  t.equal(rows.length, 1)
})

t.test('lost pauses are restored, and a line of another key, or of a revoked one, changes nothing', async t => {
  const { app, alice, id, pause, status } = await scene(t)
  const replay = async (line: typeof pause) => (await replayPauses(app.db, [line], ACTOR))[0]?.outcome
  t.equal(await replay({ ...pause, digest: '00'.repeat(32) }), 'unknown')
  t.equal(await replay({ ...pause, key_id: randomUUID() }), 'unknown')
  t.equal(await status(), 200)
  t.equal(await replay(pause), 'paused')
  t.match((await call(app, { as: alice, url: `/api/v1/keys/${id}` })).json(), {
    paused_at: AT.toISOString(),
    paused_by: 'operator',
    pause_reason: 'odd',
  })
  t.equal(await status(), 403)
  t.equal(await replay(pause), 'unchanged')
  t.equal(await replay({ ...pause, paused: false }), 'unchanged', 'at equal times it stays paused')
  t.equal(await replay({ ...pause, at: LATER, paused: false }), 'resumed')
  t.equal(await replay(pause), 'unchanged')
  t.equal(await status(), 200)
  t.equal(await replay({ ...pause, at: LATER }), 'paused', 'at equal times the pause counts')
  const events = (await call(app, { as: alice, url: `/api/v1/audit-events?key_id=${id}` })).json().data
  t.equal(events.length, 4)
  t.ok(events.slice(0, 3).every(({ reason }: { reason: string }) => reason === 'replayed from the log'))
  await revoke(app, alice, id)
  t.equal(await replay({ ...pause, at: new Date(), paused: false }), 'unchanged')
})

t.test('logs can be replayed in any order', async t => {
  const { app, account, pause, status } = await scene(t)
  const lines = [
    { at: EARLIER, on: true },
    { at: AT, on: false },
    { at: LATER, on: true },
  ]
  for (const [first, second, third] of [
    [2, 1, 0],
    [0, 2, 1],
    [1, 2, 0],
  ] as const) {
    const pauses = { pause_set_at: new Date(0), paused_at: null }
    await app.db.updateTable('api_keys').set(pauses).execute()
    await app.db
      .updateTable('accounts')
      .set({ suspension_set_at: new Date(0), suspended_at: null })
      .execute()
    for (const index of [first, second, third]) {
      const { at, on } = lines[index] as { at: Date; on: boolean }
      await replaySuspensions(app.db, [{ ...account, at, suspended: on }], ACTOR)
      await replayPauses(app.db, [{ ...pause, at, paused: on }], ACTOR)
    }
    const paused = await app.db.selectFrom('api_keys').select('paused_at').executeTakeFirstOrThrow()
    const suspended = await app.db.selectFrom('accounts').select('suspended_at').executeTakeFirstOrThrow()
    t.same([paused, suspended], [{ paused_at: LATER }, { suspended_at: LATER }])
    t.equal(await status(), 403)
  }
})

t.test('a replay of states takes effect completely or not at all', async t => {
  const { app, account, pause, status } = await scene(t)
  const reason = 'x'.repeat(501)
  await t.rejects(replaySuspensions(app.db, [account, { ...account, account_id: randomUUID(), reason }], ACTOR), {
    code: '23514',
  })
  await t.rejects(replayPauses(app.db, [{ ...pause, reason }], ACTOR), { code: '23514' })
  t.equal(await status(), 200)
})

import t from 'tap'
import { readRecordedLines } from '../../cli/recorded-lines.ts'

const ID = '00000000-0000-4000-8000-000000000123'
const DIGEST = 'ab'.repeat(32)
const FACTS = {
  key_id: ID,
  digest: DIGEST,
  account_id: ID,
  at: '2026-11-24T09:30:00.123Z',
  by: `user:${ID}`,
  reason: 'x',
}
const line = (changes = {}) => JSON.stringify({ level: 30, time: 1, ...FACTS, ...changes, msg: 'keyward.revoked' })

const STATE = { ...FACTS, reason: undefined, expires_at: '2026-12-01T00:00:00.000Z', scopes: ['logs:read'] }
const state = (changes = {}) => JSON.stringify({ level: 30, time: 1, msg: 'keyward.restricted', ...STATE, ...changes })

async function* log(...lines: string[]) {
  yield* lines
}
const read = (...lines: string[]) => readRecordedLines(log(...lines))

t.test('a line is found behind any prefix of a log shipper', async t => {
  for (const prefix of [
    '',
    '2026-11-24T09:30:00.123456789Z stdout F ',
    'keyward-1  | ',
    '<14>1 2026-11-24T09:30:00Z host keyward 17 - [x@1 a="b"] ',
    '{app="keyward"} ',
    '{"stream":"stdout"} ',
  ]) {
    const { revoked: lines, unreadable } = await read(prefix + line())
    t.match(lines, [{ key_id: ID, digest: DIGEST, by: `user:${ID}`, reason: 'x' }], prefix)
    t.same(lines[0]?.at, new Date(FACTS.at))
    t.same(unreadable, [])
  }
})

t.test('other lines are ignored', async t => {
  const others = [
    '',
    'keyward listens on http://127.0.0.1:3000',
    '{"level":30,"msg":"request","status":200}',
    'keyward-1  | {"level":30,"msg":"request","err":{"stack":"{"}}',
    '{"msg":',
  ]
  t.same(await read(...others), { revoked: [], restricted: [], suspensions: [], pauses: [], unreadable: [] })
})

t.test('a reason cannot imitate a line', async t => {
  const { revoked: lines } = await read(line({ reason: line({ key_id: ID.replace('123', '999') }) }))
  t.match(lines, [{ key_id: ID }])
})

t.test('a damaged line of a revocation is reported, not ignored', async t => {
  const damaged = [
    line().slice(0, -1),
    JSON.stringify({ log: line() }),
    line({ digest: DIGEST.slice(1) }),
    line({ key_id: 'x' }),
    line({ at: 'yesterday' }),
    line({ by: undefined }),
    state().slice(0, -1),
    state({ scopes: undefined }),
    '{"level":30,"time":1700000000000,"ms',
  ]
  const { revoked: lines, unreadable } = await read(line(), ...damaged)
  t.equal(lines.length, 1)
  t.same(unreadable, [2, 3, 4, 5, 6, 7, 8, 9, 10])
})

t.test('the earliest revocation line of a key counts', async t => {
  const later = line({ at: '2026-11-25T00:00:00.000Z', reason: 'later' })
  for (const lines of [
    [line(), later],
    [later, line()],
  ])
    t.match((await read(...lines)).revoked, [{ reason: 'x' }])
  t.equal((await read(line(), line({ digest: 'cd'.repeat(32) }))).revoked.length, 2, 'another digest is another key')
})

t.test('the latest restriction line of a key counts, even if it is less strict', async t => {
  const later = state({ at: '2026-11-25T00:00:00.000Z', expires_at: null, scopes: null })
  for (const lines of [
    [state(), later],
    [later, state()],
  ])
    t.match((await read(...lines)).restricted, [{ expires_at: null, scopes: null }])
  t.same((await read(state())).restricted[0]?.expires_at, new Date(STATE.expires_at))
})

const suspension = (changes = {}) =>
  JSON.stringify({
    ...{ level: 30, time: 1, msg: 'keyward.suspension', account_id: ID, external_id: null },
    ...{ at: FACTS.at, by: 'operator', suspended: true, reason: null, ...changes },
  })
const pause = (changes = {}) =>
  JSON.stringify({ level: 30, time: 1, ...FACTS, paused: true, ...changes, msg: 'keyward.pause' })

t.test('the last line of an account and of a key counts, and at equal times the stricter one', async t => {
  const LATER = '2026-11-25T00:00:00.000Z'
  for (const [first, second, expected] of [
    [{ suspended: true }, { suspended: false, at: LATER }, false],
    [{ suspended: false }, { suspended: true, at: LATER }, true],
    [{ suspended: true }, { suspended: false }, true],
  ] as const)
    for (const lines of [
      [first, second],
      [second, first],
    ]) {
      const asPauses = lines.map(({ suspended: paused, ...rest }) => pause({ ...rest, paused }))
      const { suspensions, pauses, unreadable } = await read(...lines.map(suspension), ...asPauses)
      t.match([suspensions, pauses], [[{ suspended: expected }], [{ paused: expected }]])
      t.same(unreadable, [])
    }
  const other = ID.replace('123', '124')
  t.equal((await read(suspension(), suspension({ account_id: other }))).suspensions.length, 2)
  t.same((await read(suspension())).suspensions[0]?.at, new Date(FACTS.at))
  const damaged = [suspension({ suspended: undefined }), pause({ digest: 'x' }), suspension().slice(0, -1)]
  t.same((await read(...damaged)).unreadable, [1, 2, 3])
})

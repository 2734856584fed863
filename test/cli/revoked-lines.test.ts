import t from 'tap'
import { readRevokedLines } from '../../cli/revoked-lines.ts'

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

async function* log(...lines: string[]) {
  yield* lines
}
const read = (...lines: string[]) => readRevokedLines(log(...lines))

t.test('a line is found behind whatever a log shipper puts before it', async t => {
  for (const prefix of [
    '',
    '2026-11-24T09:30:00.123456789Z stdout F ',
    'keyward-1  | ',
    '<14>1 2026-11-24T09:30:00Z host keyward 17 - [x@1 a="b"] ',
    '{app="keyward"} ',
    '{"stream":"stdout"} ',
  ]) {
    const { lines, unreadable } = await read(prefix + line())
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
    '{"msg":',
  ]
  t.same(await read(...others), { lines: [], unreadable: [] })
})

t.test('a reason cannot pass for a line', async t => {
  const { lines } = await read(line({ reason: line({ key_id: ID.replace('123', '999') }) }))
  t.match(lines, [{ key_id: ID }])
})

t.test('a line of a revocation that is damaged is reported, not ignored', async t => {
  const damaged = [
    line().slice(0, -1),
    JSON.stringify({ log: line() }),
    line({ digest: DIGEST.slice(1) }),
    line({ key_id: 'x' }),
    line({ at: 'yesterday' }),
    line({ by: undefined }),
  ]
  const { lines, unreadable } = await read(line(), ...damaged)
  t.equal(lines.length, 1)
  t.same(unreadable, [2, 3, 4, 5, 6, 7])
})

t.test('of the lines of one key the earliest counts', async t => {
  const later = line({ at: '2026-11-25T00:00:00.000Z', reason: 'later' })
  for (const lines of [
    [line(), later],
    [later, line()],
  ])
    t.match((await read(...lines)).lines, [{ reason: 'x' }])
  t.equal((await read(line(), line({ digest: 'cd'.repeat(32) }))).lines.length, 2, 'another digest is another key')
})

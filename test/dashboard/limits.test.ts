import { readFile } from 'node:fs/promises'
import t from 'tap'
import { LIMITS_FILE, limitsModule } from '../../cli/document-limits.ts'
import { EVERY_ROUTE } from '../../cli/document-types.ts'
import { expiryProblem } from '../../dashboard/actions/expiry-problem.js'
import { fateOf, GRACE_PERIODS } from '../../dashboard/actions/grace.js'
import { messageOf } from '../../dashboard/parts/messages.js'
import { excessOf, nameProblem, rejectedFields, tooLong } from '../../dashboard/parts/problems.js'
import { build } from '../kit/app.ts'

const MAX = { name: 100, description: 500, reason: 500, note: 400, source_url: 2_000 }
const fields = (values: Record<string, string>) => {
  const form = new FormData()
  for (const [name, value] of Object.entries(values)) form.set(name, value)
  return form
}

t.test("the page's limits match the served document (if not: npm run dashboard:build)", async t => {
  const app = await build(t, EVERY_ROUTE)
  const served = (await app.inject({ url: '/api/openapi.json' })).json()
  t.equal(await readFile(LIMITS_FILE, 'utf8'), limitsModule(served))
  for (const [stated, replacement, name] of [
    ['"name":"q"', '"name":"other"', 'search'],
    ['"name":"limit"', '"name":"other"', 'pageSize'],
  ] as const) {
    const without = JSON.parse(JSON.stringify(served).replaceAll(stated, replacement))
    t.throws(() => limitsModule(without), new Error(`The OpenAPI document states no limit for ${name}`))
  }
})

t.test('the page states and enforces the published limits', async t => {
  for (const [name, max] of Object.entries(MAX)) {
    t.same(
      tooLong(fields({ [name]: '🔥'.repeat(max) }), [name as keyof typeof MAX]),
      {},
      `${max} characters of ${name}`,
    )
    t.same(tooLong(fields({ [name]: '🔥'.repeat(max + 1) }), [name as keyof typeof MAX]), {
      [name]: 'Too long by 1 character',
    })
  }
  t.same(tooLong(fields({}), ['reason']), {}, 'a field that a form lacks')
  t.equal(excessOf('reason', 'x'.repeat(503)), 3)
  t.same(rejectedFields({ name: 'bad', description: 'bad', reason: 'bad', note: 'bad', unknown: 'bad' }), {
    name: 'Use 1 to 100 characters, at least one of them visible',
    description: 'Use at most 500 characters',
    reason: 'Use at most 500 characters',
    note: 'Use at most 400 characters',
  })
  t.match(
    messageOf({ code: 'key_limit_reached', message: '', details: { limit: 1_000 } }),
    /limit of 1,000 active keys\./,
  )
  t.match(GRACE_PERIODS, [
    ['3600', '1 hour'],
    ['86400', '24 hours'],
    ['604800', '7 days'],
    ['2592000', '30 days'],
    ['0'],
  ])
})

t.test('a rotation states when the old key expires', async t => {
  const now = Date.parse('2026-12-02T12:00:00Z')
  t.equal(fateOf('0', { expires_at: null }, now), 'The old key has been revoked.')
  t.equal(
    fateOf('86400', { expires_at: null }, now),
    'The old key expires 24 hours after the new key is first used, or on 1 Jan 2027 at the latest.',
  )
  t.match(fateOf('3600', { expires_at: '2026-12-24T12:00:00Z' }, now), / 1 hour after .* on 24 Dec 2026 at the latest/)
})

t.test("an expiry is within the longest life of the plan's keys", async t => {
  const problemOf = (days: number, longestDays: number | null) => {
    const date = new Date(Date.now() + days * 86_400_000).toLocaleDateString('sv')
    return expiryProblem(fields({ expires_at: 'date', date }), longestDays)['date']
  }
  for (const [days, longestDays] of [
    [29, 30],
    [0, 1],
    [3_000, null],
  ] as const)
    t.equal(problemOf(days, longestDays), undefined, `${days} of ${longestDays}`)
  t.match(problemOf(30, 30), /^Choose \d+ \w+ \d{4} or an earlier date, as your plan requires$/)
  t.match(problemOf(400, 30), /an earlier date/)
  t.equal(problemOf(-2, 30), 'Choose today or a later date')
  t.equal(expiryProblem(fields({ expires_at: 'date' }), 30)['date'], 'Choose a date')
  t.same(expiryProblem(fields({ expires_at: 'same' }), 30), {})
})

t.test('a name is one line with at least one character', async t => {
  t.same(nameProblem(fields({ name: ' ' })), { name: 'Enter a name' })
  t.same(nameProblem(fields({ name: 'a\u0007b' })), { name: 'Use a single line of text' })
  t.same(nameProblem(fields({ name: 'SIEM' })), {})
})

t.test('a rotation conflict states what to do next', async t => {
  const conflict = (reason: string) => messageOf({ code: 'rotation_conflict', message: '', details: { reason } })
  t.match(conflict('replacing'), /Rotate it once the old key has expired, or revoke the old key first/)
  for (const reason of ['retiring', 'not_rotated', 'successor_ended'])
    t.equal(conflict(reason), 'The rotation of this key has changed. Close this dialog and check the key.', reason)
})

t.test('an error that the page does not know shows the message of the API', async t => {
  t.equal(messageOf({ code: 'something_new', message: 'The API says so' }), 'The API says so.')
})

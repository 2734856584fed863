import t from 'tap'
import { useByKey } from '../../dashboard/usage/by-key.js'
import { stackByOutcome } from '../../dashboard/usage/by-outcome.js'
import { limitReached } from '../../dashboard/usage/limit-reached.js'
import { niceTop } from '../../dashboard/usage/stack.js'

const NOW = Date.parse('2026-11-23T00:00:01Z')
const row = (key_id: string, start: string, requests: number, rejected = 0) => ({
  key_id,
  start,
  requests,
  units: requests,
  rejected,
  limited: 0,
  insufficient: 0,
  out_of_scope: 0,
  blocked: 0,
})
const days = (count: number) => ({ unit: 'day', count }) as const

t.test('requests are grouped by day and outcome, with today last', async t => {
  const { starts, series, most, total, rejected } = stackByOutcome(
    [
      row('a', '2026-11-23T00:00:00.000Z', 5, 2),
      row('a', '2026-11-21T00:00:00.000Z', 7),
      row('b', '2026-11-21T00:00:00.000Z', 1),
    ],
    days(3),
    NOW,
  )
  t.same(starts, ['2026-11-21T00:00:00.000Z', '2026-11-22T00:00:00.000Z', '2026-11-23T00:00:00.000Z'])
  t.match(series, [
    { outcome: 'requests', name: 'Admitted', requests: [8, 0, 5], total: 13 },
    { outcome: 'rejected', name: 'Revoked or expired', requests: [0, 0, 2], total: 2 },
  ])
  t.same({ most, total, rejected }, { most: 8, total: 13, rejected: 2 })
})

t.test('requests are grouped by hour', async t => {
  const rows = [row('a', '2026-11-22T23:00:00.000Z', 2), row('a', '2026-11-23T00:00:00.000Z', 3)]
  const { starts, series } = stackByOutcome(rows, { unit: 'hour', count: 2 }, NOW)
  t.same(starts, ['2026-11-22T23:00:00.000Z', '2026-11-23T00:00:00.000Z'])
  t.match(series, [{ requests: [2, 3], total: 5 }])
})

t.test('each outcome that occurred has a series, and no request is lost', async t => {
  const reasons = { rejected: 1, limited: 2, insufficient: 3, out_of_scope: 4, blocked: 5 }
  const rows = [{ ...row('a', '2026-11-23T00:00:00.000Z', 6), ...reasons }]
  const { series, most, total, rejected } = stackByOutcome(rows, days(1), NOW)
  t.same(
    series.map(({ outcome, total }) => [outcome, total]),
    [
      ['requests', 6],
      ['limited', 2],
      ['insufficient', 3],
      ['out_of_scope', 4],
      ['blocked', 5],
      ['rejected', 1],
    ],
  )
  t.same({ most, total, rejected }, { most: 21, total: 6, rejected: 15 })
})

t.test('each key has its requests, the busiest first, with those over a limit apart', async t => {
  const counts = { rejected: 1, limited: 2, insufficient: 3, out_of_scope: 4, blocked: 5 }
  const rows = [
    row('quiet', '2026-11-22T00:00:00.000Z', 3),
    { ...row('busy', '2026-11-23T00:00:00.000Z', 6), ...counts },
    row('busy', '2026-11-22T00:00:00.000Z', 1),
  ]
  t.same(useByKey(rows, days(2), NOW), [
    { keyId: 'busy', admitted: [1, 6], rejected: [0, 15], total: 7, limited: 2, refused: 13 },
    { keyId: 'quiet', admitted: [3, 0], rejected: [0, 0], total: 3, limited: 0, refused: 0 },
  ])
})

t.test('a day outside the chart is ignored', async t => {
  const rows = [row('a', '2026-11-20T00:00:00.000Z', 5)]
  t.equal(stackByOutcome(rows, days(3), NOW).total, 0)
  t.same(useByKey(rows, days(3), NOW), [])
})

t.test('an exhausted limit is named with the time until it resets', async t => {
  const now = Date.parse('2026-12-01T15:34:00Z') / 1000
  const window = (remaining: number, reset: string) => ({ limit: 10, remaining, reset: Date.parse(reset) / 1000 })
  const [midnight, january] = ['2026-12-02T00:00:00Z', '2027-01-01T00:00:00Z']
  const words = (day: number | null, month: number | null, at = now) =>
    limitReached(
      {
        minute: window(0, '2026-12-01T15:35:00Z'),
        day: day === null ? null : window(day, midnight),
        month: month === null ? null : window(month, january),
      },
      at,
    )
  const daily = 'Requests are being rejected: daily limit reached, resets at 00:00 UTC (in 8 h 26 min)'
  t.equal(words(0, null), daily)
  t.equal(words(0, 1), daily)
  t.equal(words(0, 0), 'Requests are being rejected: monthly limit reached, resets on 1 Jan at 00:00 UTC (in 30 d 8 h)')
  t.equal(words(1, 1), undefined)
  t.equal(words(null, null), undefined)
  t.equal(words(0, null, Date.parse(midnight) / 1000), undefined, 'the day is over')
})

t.test('the scale ends at a round number at or above the maximum', async t => {
  for (const [most, top] of [
    [0, 1],
    [1, 1],
    [9, 10],
    [11, 12],
    [13, 15],
    [201, 250],
    [20_100, 25_000],
    [28_000, 30_000],
    [110_000, 120_000],
    [999_999, 1_000_000],
  ] as const)
    t.equal(niceTop(most), top)
})

import t from 'tap'
import { niceTop, stack } from '../../dashboard/usage/stack.js'

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

t.test('requests are grouped by day, with today last', async t => {
  const { starts, series, most, total } = stack(
    [
      row('a', '2026-11-23T00:00:00.000Z', 5),
      row('a', '2026-11-21T00:00:00.000Z', 7),
      row('b', '2026-11-21T00:00:00.000Z', 1),
    ],
    days(3),
    NOW,
  )
  t.same(starts, ['2026-11-21T00:00:00.000Z', '2026-11-22T00:00:00.000Z', '2026-11-23T00:00:00.000Z'])
  t.same(series, [
    { keyId: 'a', requests: [7, 0, 5], total: 12 },
    { keyId: 'b', requests: [1, 0, 0], total: 1 },
  ])
  t.equal(most, 8)
  t.equal(total, 13)
})

t.test('requests are grouped by hour', async t => {
  const rows = [row('a', '2026-11-22T23:00:00.000Z', 2), row('a', '2026-11-23T00:00:00.000Z', 3)]
  const { starts, series } = stack(rows, { unit: 'hour', count: 2 }, NOW)
  t.same(starts, ['2026-11-22T23:00:00.000Z', '2026-11-23T00:00:00.000Z'])
  t.same(series, [{ keyId: 'a', requests: [2, 3], total: 5 }])
})

t.test('the busiest keys have a series each, the others share one, and no request is lost', async t => {
  const rows = Array.from({ length: 20 }, (_, at) => row(`key ${at}`, '2026-11-23T00:00:00.000Z', at + 1))
  const { series, total } = stack(rows, days(30), NOW)
  t.equal(series.length, 7)
  t.equal(series[0]?.keyId, 'key 19')
  t.match(series[6], { keyId: null, total: (14 * 15) / 2 })
  t.equal(total, (20 * 21) / 2)
})

t.test('rejected requests are a separate series on top', async t => {
  const rows = [row('a', '2026-11-23T00:00:00.000Z', 5, 2), row('b', '2026-11-23T00:00:00.000Z', 0, 4)]
  const { series, most, total, rejected } = stack(rows, days(2), NOW)
  t.same(series, [
    { keyId: 'a', requests: [0, 5], total: 5 },
    { keyId: null, requests: [0, 6], total: 6, rejected: true },
  ])
  t.same({ most, total, rejected }, { most: 11, total: 5, rejected: 6 })
})

t.test('requests rejected for any reason are in that series', async t => {
  const reasons = { rejected: 1, limited: 2, insufficient: 3, out_of_scope: 4, blocked: 5 }
  const { series, total, rejected } = stack([{ ...row('a', '2026-11-23T00:00:00.000Z', 6), ...reasons }], days(1), NOW)
  t.same(series[1], { keyId: null, requests: [15], total: 15, rejected: true })
  t.same({ total, rejected }, { total: 6, rejected: 15 })
})

t.test('a day outside the chart is ignored', async t => {
  t.equal(stack([row('a', '2026-11-20T00:00:00.000Z', 5)], days(3), NOW).total, 0)
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

import t from 'tap'
import { niceTop, stack } from '../../dashboard/stack.js'

const NOW = Date.parse('2026-11-23T00:00:01Z')
const row = (key_id: string, start: string, requests: number) => ({ key_id, start, requests, rejected: 0 })

t.test('requests are put on their days, the present one last', async t => {
  const { days, series, most, total } = stack(
    [
      row('a', '2026-11-23T00:00:00.000Z', 5),
      row('a', '2026-11-21T00:00:00.000Z', 7),
      row('b', '2026-11-21T00:00:00.000Z', 1),
    ],
    3,
    NOW,
  )
  t.same(days, ['2026-11-21', '2026-11-22', '2026-11-23'])
  t.same(series, [
    { keyId: 'a', requests: [7, 0, 5], total: 12 },
    { keyId: 'b', requests: [1, 0, 0], total: 1 },
  ])
  t.equal(most, 8)
  t.equal(total, 13)
})

t.test('the busiest keys stand alone and the others together, and nothing is lost', async t => {
  const rows = Array.from({ length: 20 }, (_, at) => row(`key ${at}`, '2026-11-23T00:00:00.000Z', at + 1))
  const { series, total } = stack(rows, 30, NOW)
  t.equal(series.length, 7)
  t.equal(series[0]?.keyId, 'key 19')
  t.match(series[6], { keyId: null, total: (14 * 15) / 2 })
  t.equal(total, (20 * 21) / 2)
})

t.test('a day outside of the chart is left out', async t => {
  t.equal(stack([row('a', '2026-11-20T00:00:00.000Z', 5)], 3, NOW).total, 0)
})

t.test('the scale ends at a round number that is not below the most', async t => {
  for (const [most, top] of [
    [0, 1],
    [1, 1],
    [9, 10],
    [11, 20],
    [201, 250],
    [20_100, 25_000],
    [999_999, 1_000_000],
  ] as const)
    t.equal(niceTop(most), top)
})

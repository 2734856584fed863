import t from 'tap'
import { barsOf, daysByKey, HEIGHT, mostPerDay } from '../../dashboard/keys/spark.js'

const now = Date.parse('2026-12-01T12:00:00Z')
const row = (key_id: string, day: string, requests: number, rejected = 0) =>
  ({
    key_id,
    start: `${day}T00:00:00.000Z`,
    requests,
    units: requests,
    rejected,
    limited: 0,
    insufficient: 0,
    out_of_scope: 0,
    blocked: 0,
  }) as never

t.test('each key has its requests per day, oldest first, and none of an older day', async t => {
  const keys = daysByKey(
    [row('a', '2026-12-01', 5), row('a', '2026-11-02', 7, 2), row('a', '2026-11-01', 99), row('b', '2026-11-30', 0, 3)],
    now,
  )
  t.equal(keys.get('a')?.admitted[29], 5)
  t.equal(keys.get('a')?.admitted[0], 7)
  t.equal(keys.get('a')?.total, 14)
  t.equal(keys.get('b')?.rejected[28], 3)
  t.equal(mostPerDay(keys.values()), 9)
  t.equal(mostPerDay([]), 1)
})

t.test('requests of a working key that were rejected count as rejected', async t => {
  const counts = { limited: 1, insufficient: 2, out_of_scope: 4, blocked: 8 }
  const keys = daysByKey([{ ...(row('a', '2026-12-01', 5) as object), ...counts } as never], now)
  t.equal(keys.get('a')?.rejected[29], 15)
})

t.test('a day with any request has a bar, which fits', async t => {
  const days = (...counts: number[]) => [...counts, ...Array(30 - counts.length).fill(0)]
  t.equal(barsOf(days(), 10), '')
  t.equal(barsOf(days(10, 1), 1000), `M0 ${HEIGHT}h3v-1h-3zM4 ${HEIGHT}h3v-1h-3z`)
  t.equal(barsOf(days(5), 10), `M0 ${HEIGHT}h3v-11h-3z`)
  t.equal(barsOf(days(5), 10, days(5)), 'M0 11h3v-11h-3z', 'rejected requests stand on the admitted ones')
  t.equal(barsOf([0, 5], 10), `M60 ${HEIGHT}h45v-11h-45z`, 'fewer periods have wider bars')
})

import t from 'tap'
import { WrittenLines } from '../../limits/written-lines.ts'

const line = (key_id: string, at = 0) => ({ key_id, at: new Date(at) })

t.test('known lines are written again at most 1,000 times a minute, and other lines always', t => {
  let now = 60_000
  t.intercept(performance, 'now', { value: () => now })
  const lines = new WrittenLines()
  t.ok(lines.isNeeded(line('a')), 'it was not written yet')
  lines.add(line('a'))
  const needed = () => Array.from({ length: 1_500 }, () => lines.isNeeded(line('a'))).filter(Boolean).length
  t.equal(needed(), 1_000)
  t.equal(needed(), 0)
  t.ok(lines.isNeeded(line('b')), 'another key')
  t.ok(lines.isNeeded(line('a', 1)), 'another revocation of that key, by a database that was restored')
  now += 60_000
  t.equal(needed(), 1_000, 'in the next minute')
  for (let at = 0; at < 50_000; at++) lines.add(line(String(at)))
  t.ok(lines.isNeeded(line('a')), 'one that is forgotten')
  t.end()
})

import t from 'tap'
import { connectionsFor } from '../../http/descriptors.ts'

t.test('descriptors for the database and files remain, however many clients connect', async t => {
  t.equal(connectionsFor(10, 1_024), 814)
  t.equal(connectionsFor(10, 64), 8, 'a few, even where hardly any file may be open')
  t.equal(connectionsFor(10, 1_048_576), 10_000, 'and no more than memory allows')
  t.equal(connectionsFor(10, Number.NaN), 10_000, 'also where no limit is known')
  t.ok(connectionsFor(10) >= 8)
})

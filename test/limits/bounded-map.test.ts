import t from 'tap'
import { BoundedMap } from '../../limits/bounded-map.ts'

t.test('the number of entries is bounded, and the oldest is dropped first', async t => {
  const map = new BoundedMap<string, number>(2)
  map.set('a', 1)
  map.set('b', 2)
  map.set('a', 3)
  map.set('c', 4)
  t.same([map.get('a'), map.get('b'), map.get('c')], [undefined, 2, 4])
})

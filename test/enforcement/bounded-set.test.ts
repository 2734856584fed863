import t from 'tap'
import { BoundedSet } from '../../enforcement/bounded-set.ts'

t.test('a set is never larger than it may be: full, it forgets what it has and goes on', async t => {
  const set = new BoundedSet<string>(2)
  set.add('a')
  set.add('b')
  t.same([set.has('a'), set.has('b'), set.has('c')], [true, true, false])
  set.add('c')
  t.same([set.has('a'), set.has('b'), set.has('c')], [false, false, true])
})

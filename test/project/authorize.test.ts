import t from 'tap'
import { DECIDE_USES } from '../../db/authorize.ts'
import { read, tracked } from './files.ts'

t.test('the newest migration of the authorize function has its living text', async t => {
  const about = tracked.filter(path => /^db\/migrations\/.*authorize/.test(path)).sort()
  t.ok(about.length > 1)
  const newest = about.at(-1) ?? ''
  t.ok(read(newest).includes(DECIDE_USES), newest)
})

import t from 'tap'
import { ADMIT_IN_ORDER } from '../../db/admit.ts'
import { DECIDE_BY_PLAN } from '../../db/authorize.ts'
import { read, tracked } from './files.ts'

t.test('the newest migration of the authorize function has its living text', async t => {
  const about = tracked.filter(path => /^db\/migrations\/.*authorize/.test(path)).sort()
  t.ok(about.length > 1)
  const newest = about.at(-1) ?? ''
  for (const text of [DECIDE_BY_PLAN, ADMIT_IN_ORDER]) t.ok(read(newest).includes(text), newest)
})

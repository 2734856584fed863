import t from 'tap'
import { untilTrue } from '../../limits/until-true.ts'

t.test('a question is asked at most once per interval until the answer is yes, and then never again', async t => {
  let now = 0
  let asked = 0
  let reply = Promise.resolve(false)
  const question = untilTrue(
    () => {
      asked++
      return reply
    },
    1_000,
    () => now,
  )
  t.same(await Promise.all([question(), question(), question()]), [false, false, false])
  reply = Promise.resolve(true)
  now = 999
  t.equal(await question(), false, 'the answer of this interval')
  t.equal(asked, 1)

  reply = Promise.reject(new Error('unreachable'))
  now = 1_000
  const failed = await Promise.allSettled([question(), question()])
  t.same(
    failed.map(({ status }) => status),
    ['rejected', 'rejected'],
    'an error is neither a yes nor a no',
  )
  t.equal(asked, 2)

  reply = Promise.resolve(true)
  now = 2_000
  t.same(await Promise.all([question(), question()]), [true, true])
  reply = Promise.resolve(false)
  now = 1e9
  t.equal(await question(), true)
  t.equal(asked, 3)
})

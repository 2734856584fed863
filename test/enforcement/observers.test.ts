import t from 'tap'
import { Authorizer } from '../../enforcement/authorizer.ts'
import { build, createKey, useKey } from '../kit/app.ts'
import { signIn } from '../kit/people.ts'

t.test('an error in an observer of decisions reaches the log and no client', async t => {
  const lines: string[] = []
  const app = await build(t, { LOG_LEVEL: 'error' }, { log: { write: line => lines.push(line) } })
  const { key } = await createKey(app, await signIn('pro'))
  app.metrics.batch = () => {
    throw new Error('the observer is broken')
  }
  t.equal((await useKey(app, key)).statusCode, 200)
  t.equal((await useKey(app, key)).statusCode, 200, 'and the next one too')
  t.equal(lines.length, 2)
  t.match(JSON.parse(lines[0] ?? ''), { level: 50, err: { message: 'the observer is broken' } })
})

t.test('an unexpected row fails its own use and no other in the batch', async t => {
  const row = (digest: string, tier: string) =>
    ({
      kind: 'valid',
      keyId: digest,
      accountId: digest,
      tier,
      atMs: 0,
      get minuteUsed() {
        if (tier !== 'pro') throw new Error('unknown')
        return 0
      },
      dayUsed: 0,
      admitted: 1,
    }) as never
  const observed: number[] = []
  const authorizer = new Authorizer(
    async groups => groups.map(([use]) => row(String(use?.digest), use?.digest === 'b' ? 'of a newer version' : 'pro')),
    ({ decisions }) => observed.push(decisions.length),
  )
  t.teardown(() => authorizer.close())
  const uses = ['a', 'b', 'c'].map(digest => ({ digest, requirement: null, cost: 1, counts: true }))
  const answers = await Promise.allSettled(uses.map(use => authorizer.authorize(use)))
  t.same(
    answers.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  )
  t.same(observed, [2])
})

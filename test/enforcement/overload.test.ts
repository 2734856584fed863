import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import t from 'tap'
import { sha256 } from '../../auth/api-key.ts'
import { toApiError } from '../../plugins/responses/errors.ts'
import { build, createKey, useKey } from '../kit/app.ts'
import { ownConnection } from '../kit/database.ts'
import { signIn } from '../kit/people.ts'

const MOST_WAITING = 2_000

t.test("requests beyond the queue's limit are rejected immediately, and queued ones are answered", async t => {
  const app = await build(t)
  const { key } = await createKey(app, await signIn('pro'))
  const use = { digest: sha256(key).toString('hex'), requirement: null, cost: 1, counts: false }
  const asked = Array.from({ length: MOST_WAITING + 3 }, () => app.authorizer.authorize(use))
  const answers = await Promise.allSettled(asked)
  const refused = answers.filter(answer => answer.status === 'rejected')
  t.equal(refused.length, 3)
  for (const { reason } of refused)
    t.match(toApiError(reason), { code: 'service_unavailable', headers: { 'retry-after': '1' } })
  const admitted = answers.filter(({ status }, at) => at < MOST_WAITING && status === 'fulfilled')
  t.equal(admitted.length, MOST_WAITING)
  t.equal((await useKey(app, key)).statusCode, 200, 'and then it goes on')
})

t.test('when counting stalls, every waiting use gets 503 in time', async t => {
  const app = await build(t)
  const { key } = await createKey(app, await signIn('pro'))
  const use = { digest: sha256(key).toString('hex'), requirement: null, cost: 1, counts: false }
  await ownConnection(t, app)
    .transaction()
    .execute(async holder => {
      await sql`lock table usage_windows`.execute(holder)
      const begun = performance.now()
      // Two statements are sent with half of the requests; one more request comes behind the other half.
      const asked = Array.from({ length: MOST_WAITING }, () => app.authorizer.authorize(use))
      await sleep(50)
      const last = useKey(app, key)
      const answers = await Promise.allSettled(asked)
      const codes = answers.map(answer => answer.status === 'rejected' && toApiError(answer.reason).code)
      t.same(new Set(codes), new Set(['service_unavailable']))
      const refused = await last
      t.ok(performance.now() - begun < 2_000, `after ${Math.round(performance.now() - begun)} ms`)
      t.equal(refused.statusCode, 503)
      t.equal(refused.headers['retry-after'], '1')
      t.equal(refused.json().error.code, 'service_unavailable')
    })
  t.equal((await useKey(app, key)).statusCode, 200, 'it heals by itself')
})

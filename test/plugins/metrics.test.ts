import { readFile } from 'node:fs/promises'
import t from 'tap'
import { createApiKey } from '../../auth/api-key.ts'
import { build, createKey, revoke, useKey } from '../kit/app.ts'
import { roomInTheMinute } from '../kit/minute.ts'
import { signIn } from '../kit/people.ts'

t.test('an operator sees what is decided, refused and limited, and never whose it is', async t => {
  const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'))
  await roomInTheMinute()
  const app = await build(t)
  const bob = await signIn('free')
  const { id, key } = await createKey(app, bob)
  await Promise.all(Array.from({ length: 12 }, () => useKey(app, key)))
  await useKey(app, createApiKey().secret)
  await revoke(app, bob, id)
  await useKey(app, key)
  const reply = await app.inject('/metrics')
  t.equal(reply.statusCode, 200)
  t.match(reply.headers['content-type'], /^text\/plain/)
  for (const line of [
    'keyward_authorize_outcomes_total{outcome="admitted"} 10',
    'keyward_authorize_outcomes_total{outcome="limited"} 2',
    'keyward_authorize_outcomes_total{outcome="unknown"} 1',
    'keyward_authorize_outcomes_total{outcome="revoked"} 1',
    'keyward_limited_total{whose="account",window="minute"} 2',
    'keyward_errors_total{code="invalid_api_key"} 2',
    'keyward_authorize_statements_in_flight 0',
    `keyward_build_info{version="${version}",node="${process.version}"} 1`,
  ])
    t.ok(reply.body.includes(`${line}\n`), line)
  t.match(reply.body, /keyward_authorize_seconds_count \d+\n/)
  t.match(reply.body, /keyward_authorize_batch_requests_sum 14\n/)
  for (const secret of [key, id, bob.accountId]) t.notOk(reply.body.includes(secret))
})

t.test('with METRICS_TOKEN only its bearer sees them', async t => {
  const token = 'a token of the metrics, 32 characters or more'
  const app = await build(t, { METRICS_TOKEN: token })
  t.equal((await app.inject('/metrics')).statusCode, 401)
  const reply = await app.inject({ url: '/metrics', headers: { authorization: `bearer ${token}` } })
  t.equal(reply.statusCode, 200)
})

import t from 'tap'
import { build, createKey, useKey } from '../kit/app.ts'
import { roomInTheMinute } from '../kit/minute.ts'
import { signIn } from '../kit/people.ts'

const TOKEN = 'a token of the operators, 32 characters or more'
const headers = { authorization: `Bearer ${TOKEN}` }

t.test('an operator gives an account its minute and day again', async t => {
  await roomInTheMinute()
  const app = await build(t, { ADMIN_TOKEN: TOKEN })
  const bob = await signIn('free')
  const { key } = await createKey(app, bob)
  for (let use = 0; use < 10; use++) await useKey(app, key)
  t.equal((await useKey(app, key)).statusCode, 429)
  const url = `/admin/v1/accounts/${bob.accountId}/windows/reset`
  t.equal((await app.inject({ method: 'POST', url, headers })).statusCode, 200)
  const reply = await useKey(app, key)
  t.match([reply.statusCode, reply.headers['x-ratelimit-remaining']], [200, '9'])
})

t.test('an account that is not there has nothing to reset', async t => {
  const app = await build(t, { ADMIN_TOKEN: TOKEN })
  const url = '/admin/v1/accounts/00000000-0000-4000-8000-000000000009/windows/reset'
  t.equal((await app.inject({ method: 'POST', url, headers })).statusCode, 404)
})

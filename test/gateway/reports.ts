import type { Test } from 'tap'
import { rejected } from './answers.ts'
import type { Gateway } from './harness.ts'

/** Leak reports by finders and by owners are routed through the gateway. */
export async function reports(t: Test, { ask, customer, received }: Gateway) {
  received.length = 0
  const found = await customer('pro')
  const body = { credentials: [found.key], source_url: 'https://paste.example/1' }
  const reply = await ask('/api/v1/credentials/revoke', {}, { method: 'POST', body })
  t.equal(reply.status, 202, reply.body)
  t.equal(reply.headers['x-ratelimit-limit'], '60')
  rejected(t, await ask('/api/v1/iocs', found.bearer), 401, 'invalid_api_key', 'a key that was reported')

  const owned = await customer('pro')
  const leak = await ask(`/api/v1/keys/${owned.id}/leak`, {}, { cookie: owned.cookie, method: 'POST' })
  t.equal(leak.status, 200, leak.body)
  rejected(t, await ask('/api/v1/iocs', owned.bearer), 401, 'invalid_api_key', 'a key whose leak its owner reported')
  t.equal(
    (await ask('/api/v1/leaks/github', {}, { method: 'POST', body: [] })).status,
    404,
    'the request reaches keyward',
  )
  t.equal(received.length, 0, 'no report reaches the API')
}

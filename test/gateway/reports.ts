import type { Test } from 'tap'
import { refused } from './answers.ts'
import type { Gateway } from './harness.ts'

/** Whoever finds a key, and whoever owns one, reaches the doors for leaks through the gateway. */
export async function reports(t: Test, { ask, customer, received }: Gateway) {
  received.length = 0
  const found = await customer('pro')
  const body = { credentials: [found.key], source_url: 'https://paste.example/1' }
  const reply = await ask('/api/v1/credentials/revoke', {}, { method: 'POST', body })
  t.equal(reply.status, 202, reply.body)
  t.equal(reply.headers['x-ratelimit-limit'], '60')
  refused(t, await ask('/api/v1/iocs', found.bearer), 401, 'invalid_api_key', 'a key that was reported')

  const own = await customer('pro')
  const leak = await ask(`/api/v1/keys/${own.id}/leak`, {}, { cookie: own.cookie, method: 'POST' })
  t.equal(leak.status, 200, leak.body)
  refused(t, await ask('/api/v1/iocs', own.bearer), 401, 'invalid_api_key', 'a key whose leak its owner reported')
  t.equal((await ask('/api/v1/leaks/github', {}, { method: 'POST', body: [] })).status, 404, 'keyward is asked')
  t.equal(received.length, 0, 'none of it goes to the API')
}

import type { Test } from 'tap'
import { limited, rejected } from './answers.ts'
import { type Gateway, SERVICE_TOKEN } from './harness.ts'

/** Paths that are neither protected nor public. */
const OUTSIDE = `/secret /api/v1/iocsx /api/v1/ioc /api /api/v1 /api/v2/iocs /.auth /.refused/400
  /API/v1/iocs /api/v1/IOCS /Api/taxii2/ //api/v1/iocs /api//v1/iocs /./api/v1/iocs /x/../api/v1/iocs
  /api/v1/%69ocs /api%2Fv1%2Fiocs /api/v1%2Fiocs /api/v1/iocs;x=1 /api/v1/iocs%3Fx
  /api/v1/iocs/../../../secret /api/v1/iocs/..%2f..%2f..%2fsecret /api/v1/iocs/%2e%2e/%2E%2e/secret
  /api/v1/iocs/..;/secret /api/v1/iocs/..%5c..%5csecret /api/v1/iocs/..\\..\\secret /api/v1/iocs/..
  /api/v1/iocs/../../taxii2/ /api/v1/iocs%2f..%2f..%2ftaxii2/ /docs/..%2fapi/v1/iocs`.split(/\s+/)

/** Paths to which keyward itself would not respond with 404. */
const INSIDE = `/admin/v1/accounts/x /metrics /forward-auth /forward-auth/x /forward-auth-nginx /readyz /healthz
  /api/v1/verify /%61dmin/v1/accounts/x /m%65trics /api/v1/%76erify
  /forward-auth/..%2fdocs /forward-auth/%2e%2e/docs /forward-auth/../docs /admin/v1/accounts/..%2f..%2f..%2fdocs
  /docs/..%2fadmin/v1/accounts/x /docs/../metrics /docs/..;/metrics //metrics /METRICS
  /api/v1/keys/..%2fverify /api/v1/keys/..%2f..%2f..%2fmetrics /demo/sign-in?token=x`.split(/\s+/)

const OPEN = `/ /enter /dashboard/bundle/page.js /client/keyward-keys.js /docs /api/openapi.json
  /api/v1/session /api/v1/keys?limit=1 /api/v1/usage /api/v1/audit-events /api/v1/account-events
  /api/v1/members`.split(/\s+/)

export async function spellings(t: Test, { ask, customer, received, port }: Gateway) {
  const { id, bearer, cookie, key } = await customer('pro')
  received.length = 0
  for (const path of OUTSIDE) rejected(t, await ask(path, bearer), 404, 'not_found', path)
  for (const path of INSIDE)
    for (const headers of [bearer, { authorization: `Bearer ${SERVICE_TOKEN}` }])
      rejected(t, await ask(path, headers), 404, 'not_found', path)
  t.equal(received.length, 0, 'nothing reached the upstream')

  for (const path of OPEN) {
    const answer = await ask(path, { cookie })
    t.ok(answer.status === 200 || (path === '/docs' && answer.status === 302), `${path} is open`)
    limited(t, answer, path)
  }
  // keyward compares a browser's Origin with the Host, including the port.
  const json = { cookie, 'content-type': 'application/json' }
  const rename = (origin: string) =>
    ask(`/api/v1/keys/${id}`, { ...json, origin }, { method: 'PATCH', body: '{"name":"renamed"}' })
  t.equal((await rename(`http://127.0.0.1:${port}`)).status, 200, 'the page can make changes')
  t.equal((await rename('http://127.0.0.1')).status, 403, 'another origin cannot')
  t.equal((await ask('/api/v1/me', { 'X-API-Key': key })).status, 200)
}

import type { Test } from 'tap'
import { rejected, values } from './answers.ts'
import type { Gateway } from './harness.ts'

/** A client's own costs and requirements, in every way in which a header could get past a gateway. */
const CLAIMS: Record<string, string | string[]>[] = [
  {},
  ...['1', '9999', '0', '', 'nonsense'].map(cost => ({ 'X-Request-Cost': cost, X_Request_Cost: cost })),
  { 'x-request-cost': ['1', '9'] },
  { 'X-Request-Cost': '1', connection: 'close, X-Request-Cost, X-Required-Entitlement' },
  { 'X-Required-Entitlement': 'sso=true' },
  { 'X-Required-Entitlement': ['nonsense', ''] },
]

/** `/api/v1/export/history` costs 10 units, and everything else 1. */
export async function costs(t: Test, { ask, customer, received }: Gateway) {
  const { bearer } = await customer('pro')
  const left = async () => (await ask('/api/v1/me', bearer)).json().limits.day.remaining
  for (const [path, cost] of [
    ['/api/v1/export/history', 10],
    ['/api/v1/iocs', 1],
  ] as const)
    for (const claim of CLAIMS) {
      const before = await left()
      received.length = 0
      t.equal((await ask(path, { ...bearer, ...claim })).status, 200, `${path} with ${JSON.stringify(claim)}`)
      t.equal(before - (await left()) - 1, cost, `${path} with ${JSON.stringify(claim)}: the cost`)
      for (const name of ['x-request-cost', 'x_request_cost', 'x-required-entitlement'])
        t.same(values(received[0]?.rawHeaders ?? [], name), [], `the API does not get ${name}`)
    }

  const { bearer: poor } = await customer('free')
  received.length = 0
  for (const [path, claim] of [
    ['/api/taxii2/x', { 'X-Required-Format': 'json' }],
    ['/api/v1/export/history', { 'X-Required-Lookback-Days': '1' }],
    ['/api/v1/export/history', { 'X-Required-Entitlement': 'lookback_days>=1' }],
    ['/api/v1/export/history', { 'X-Request-Cost': '1' }],
  ] as const)
    rejected(t, await ask(path, { ...poor, ...claim }), 403, 'insufficient_tier', `${path}: a lower requirement`)
  t.same(received, [])
}

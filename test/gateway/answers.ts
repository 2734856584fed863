import type { Test } from 'tap'
import type { Reply } from '../kit/reply.ts'

/** Checks an error in keyward's format, from keyward or from the gateway. */
export function rejected(t: Test, { status, headers, body }: Reply, expected: number, code: string, name: string) {
  const answer = { status, type: headers['content-type'], ...(body.startsWith('{') && JSON.parse(body)) }
  const error = { code, message: String, request_id: headers['x-request-id'] ?? 'none' }
  t.match(answer, { status: expected, type: 'application/json; charset=utf-8', error }, name)
}

/** Checks the three rate-limit headers. */
export function limited(t: Test, { headers }: Reply, name: string) {
  const number = /^\d+$/
  const expected = { 'x-ratelimit-limit': number, 'x-ratelimit-remaining': number, 'x-ratelimit-reset': number }
  t.match(headers, expected, `${name}: the window`)
}

/** Every value of a header, in the order received. */
export const values = (rawHeaders: string[], name: string) =>
  rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === name)

const IDENTITY = ['x-account-id', 'x-key-id', 'x-tier', 'x-entitlements', 'x-lookback-days', 'x-formats', 'x-scopes']

/** The values of the identity headers, each of which must appear exactly once. */
export const identity = (rawHeaders: string[] = []) => IDENTITY.map(name => values(rawHeaders, name))

import type { Test } from 'tap'
import type { Answer } from './harness.ts'

const LIMIT_HEADERS = ['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset']

export function refused(t: Test, { status, headers, body }: Answer, expected: number, code: string, name: string) {
  t.equal(status, expected, name)
  t.match(headers, { 'content-type': 'application/json; charset=utf-8', 'x-request-id': /^req_/ }, name)
  const envelope = body === '' ? {} : JSON.parse(body)
  t.match(envelope, { error: { code, message: String, request_id: headers['x-request-id'] } }, name)
}

export function limited(t: Test, { headers }: Answer, name: string) {
  for (const header of LIMIT_HEADERS) t.match(headers[header], /^\d+$/, `${name}: ${header}`)
}

export const values = (rawHeaders: string[], name: string) =>
  rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === name)

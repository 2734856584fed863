import { setTimeout as sleep } from 'node:timers/promises'
import { errorCodes, statusOf } from '../../errors.ts'
import type { Reply } from '../kit/reply.ts'

export const ADMIN_TOKEN = 'an operator token of the tests, long enough'

/** The state that the responses of one service are checked against. */
export interface Known {
  log: readonly string[]
  /** The request IDs of earlier responses. */
  ids: Set<string>
}

/**
 * Checks everything that all responses have in common: headers, envelope, log line, and no secrets.
 * @param sent the bytes of the request
 * @returns the problems in words; empty if there are none
 */
export async function faultsOf(reply: Reply, sent: string, { log, ids }: Known): Promise<string[]> {
  const { status, headers, body } = reply
  const id = headers['x-request-id'] ?? ''
  const line = await lineOf(id, log)
  const faults = {
    'the status is from 500 up or none': !(status < 500),
    'the request ID is invalid': !/^req_[\w-]{13,}$/.test(id),
    'the request id is not new': ids.has(id),
    'a rate-limit header is missing': !LIMIT_HEADERS.every(name => /^\d+$/.test(headers[name] ?? '')),
    'nosniff is missing': headers['x-content-type-options'] !== 'nosniff',
    'the answer may be cached': !cachingOf(headers).includes(headers['cache-control'] ?? ''),
    'the log has no line with this id and status': line?.status !== status,
    'a credential is in the answer or the log': secretsIn(sent).some(secret => (line?.text + body).includes(secret)),
    'SQL, a stack or a path is in the answer or the log': INNARDS.test(line?.text + (isStatic(headers) ? '' : body)),
    'a challenge is missing or too much': (headers['www-authenticate'] !== undefined) !== (status === 401),
    'Allow is missing or too much': (headers['allow'] !== undefined) !== (status === 405),
    'Retry-After is missing or too much': (headers['retry-after'] !== undefined) !== (status === 429),
    ...(status >= 400 && !sent.startsWith('HEAD') && envelopeFaults(reply, id)),
  }
  ids.add(id)
  return Object.entries(faults)
    .filter(([, found]) => found)
    .map(([fault]) => fault)
}

/** The page and its modules, which contain nothing about any account. */
const isStatic = (headers: Reply['headers']) => /^(text|image)\//.test(headers['content-type'] ?? '')

/**
 * The page is never cached, and Swagger UI revalidates. The bytes of an HTML response do not show which of the two it
 * is.
 */
function cachingOf(headers: Reply['headers']) {
  if (!isStatic(headers)) return ['no-store']
  return headers['content-type']?.startsWith('text/html') ? ['no-store', 'no-cache'] : ['no-cache']
}

const LIMIT_HEADERS = ['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset']
const INNARDS =
  /\bselect\b|insert into|\bupdate "?\w+"?(?: as \w+)? set\b|\\n +at |node_modules|file:\/\/|\.ts\b|SQLSTATE|"stack"/i

function envelopeFaults({ status, headers, body }: Reply, id: string) {
  const { error = {}, ...rest } = parse(body)
  const { code, message, details = {}, request_id, ...more } = error
  return {
    'the content type is not JSON': headers['content-type'] !== 'application/json; charset=utf-8',
    'the envelope has other members': Object.keys({ ...rest, ...more }).length > 0,
    'the envelope lacks a member': typeof message !== 'string' || typeof details !== 'object',
    'the id of the envelope is another': request_id !== id,
    'the code does not belong to the status': !errorCodes.includes(code) || statusOf(code) !== status,
    'the challenge is another': headers['www-authenticate'] !== CHALLENGES[code],
  }
}

const CHALLENGES: { [code: string]: string } = {
  missing_session: 'Cookie realm="sb-access-token"',
  invalid_session: 'Cookie realm="sb-access-token"',
  second_factor_required:
    'Bearer error="insufficient_user_authentication", acr_values="aal2", Cookie realm="sb-access-token"',
  missing_api_key: 'Bearer',
  invalid_api_key: 'Bearer error="invalid_token"',
  missing_token: 'Bearer',
  invalid_token: 'Bearer error="invalid_token"',
}

function parse(body: string) {
  try {
    return JSON.parse(body)
  } catch {
    return {}
  }
}

/** The code in the body of an error. */
export const codeOf = ({ body }: Reply): string | undefined => parse(body).error?.code

/** Texts that look like credentials among the bytes that were sent. */
const secretsIn = (sent: string) => [...(sent.match(/sk_\w{12,}|eyJ[\w-]{12,}/g) ?? []), ADMIN_TOKEN]

/** The line is written after the response, which may be after the client has read it. */
async function lineOf(id: string, log: readonly string[]) {
  for (let tries = 0; tries < 100; tries++) {
    const text = log.findLast(line => line.includes(`"${id}"`) && line.includes('"status"'))
    if (text) return { text, status: JSON.parse(text).status as number }
    await sleep(10)
  }
  return undefined
}

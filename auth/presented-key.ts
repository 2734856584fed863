import { ApiError, invalidField } from '../errors.ts'
import { disguise } from './disguise.ts'

/** The credential of a request. */
export interface Presented {
  /** The key as presented, well-formed or not; undefined if there was no key. */
  key: string | undefined
  /** The client's query without its credential, otherwise unchanged. */
  query: string
}

const NO_QUERY: Presented = { key: undefined, query: '' }
const PARAMETER = 'api_key'
const X_API_KEY = 'x-api-key'
const AUTHORIZATION = 'authorization'

/**
 * Reads a request's API key from the raw headers. Node keeps only the first of two Authorization headers and joins
 * other duplicates, and an upstream might choose differently.
 * @param rawHeaders alternating names and values, as in `http.IncomingMessage`
 * @param uri the path and query that the client requested
 * @throws 400 for more than one key or Authorization header, and for a query parameter that disguises its name
 */
export function presentedKey(rawHeaders: readonly string[], uri: string): Presented {
  const start = uri.indexOf('?')
  const inQuery = start === -1 ? NO_QUERY : readQuery(uri.slice(start + 1))
  let { key } = inQuery
  let authorizations = 0
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const raw = rawHeaders[at] as string
    if (raw.length !== X_API_KEY.length && raw.length !== AUTHORIZATION.length) continue
    const name = raw.toLowerCase()
    if (name !== X_API_KEY && name !== AUTHORIZATION) continue
    const value = rawHeaders[at + 1] as string
    const found = name === X_API_KEY ? value : bearer(value)
    if (name === AUTHORIZATION) authorizations++
    if ((found !== undefined && key !== undefined) || authorizations > 1) throw new ApiError('ambiguous_credentials')
    key ??= found
  }
  return { key, query: inQuery.query }
}

/** The token in an Authorization header with the Bearer scheme, whose name is case-insensitive (RFC 9110, 11.1). */
export function bearer(authorization: string): string | undefined {
  const match = /^bearer(?:[ \t]+(.*))?$/i.exec(authorization)
  return match ? (match[1] ?? '') : undefined
}

function readQuery(query: string): Presented {
  let key: string | undefined
  const others: string[] = []
  for (const pair of query.split('&')) {
    const [name, value] = split(pair)
    if (pair.includes(';')) rejectBehindSemicolon(pair)
    if (name === PARAMETER) {
      if (key !== undefined) throw new ApiError('ambiguous_credentials')
      key = decode(value) ?? ''
    } else {
      rejectDisguise(name)
      others.push(pair)
    }
  }
  return { key, query: key === undefined ? query : others.join('&') }
}

/** Rack 2, Perl's CGI, Go before 1.17 and Python before 3.9.2 also separate parameters by `;`. */
function rejectBehindSemicolon(pair: string) {
  for (const part of pair.split(';').slice(1)) rejectDisguise(split(part)[0])
}

/** Rejects a name that an upstream framework might read as `api_key`. */
function rejectDisguise(name: string) {
  const problem = disguise(name)
  if (problem !== undefined) throw invalidField('query', problem)
}

function split(pair: string): [name: string, value: string] {
  const equals = pair.indexOf('=')
  return equals === -1 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)]
}

function decode(text: string) {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

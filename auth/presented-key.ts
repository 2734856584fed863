import { ApiError, invalidField } from '../errors.ts'
import { basicOf } from './basic.ts'
import { disguise } from './disguise.ts'

/** The credential of a request. */
export interface Presented {
  /** The key as presented, well-formed or not; undefined if there was no key. */
  key: string | undefined
  /** Whether there is no key, but a name and password for HTTP Basic. */
  isOtherBasic: boolean
  /** The client's query without its credential, otherwise unchanged. */
  query: string
}

const NO_QUERY = { key: undefined, query: '' }
const PARAMETER = 'api_key'
const X_API_KEY = 'x-api-key'
const AUTHORIZATION = 'authorization'

/**
 * Reads a request's API key from the raw headers. Node keeps only the first of two Authorization headers and joins
 * other duplicates, and an upstream might choose differently.
 * @param rawHeaders alternating names and values, as in `http.IncomingMessage`
 * @param uri the path and query that the client requested
 * @param isKey whether a name or password can be a key
 * @throws 400 for more than one key or Authorization header, and for a query parameter that disguises its name
 */
export function presentedKey(rawHeaders: readonly string[], uri: string, isKey: IsKey): Presented {
  const start = uri.indexOf('?')
  const inQuery = start === -1 ? NO_QUERY : readQuery(uri.slice(start + 1))
  let { key } = inQuery
  let authorizations = 0
  let isOtherBasic = false
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const raw = rawHeaders[at] as string
    if (raw.length !== X_API_KEY.length && raw.length !== AUTHORIZATION.length) continue
    const name = raw.toLowerCase()
    if (name !== X_API_KEY && name !== AUTHORIZATION) continue
    const value = rawHeaders[at + 1] as string
    let found: string | undefined = value
    if (name === AUTHORIZATION) {
      authorizations++
      found = bearer(value)
      if (found === undefined && isBasic(value)) {
        found = keyInBasic(value, isKey)
        isOtherBasic = found === undefined && basicOf(value) !== undefined
      }
    }
    if ((found !== undefined && key !== undefined) || authorizations > 1) throw new ApiError('ambiguous_credentials')
    key ??= found
  }
  return { key, isOtherBasic: isOtherBasic && key === undefined, query: inQuery.query }
}

type IsKey = (text: string) => boolean

const isBasic = (authorization: string) => /^basic[ \t]/i.test(authorization)

/**
 * The key that a client sends by HTTP Basic, the scheme that TAXII clients know: as the password, or as the user name
 * without a password. Any other name or password is not for keyward: the upstream may have its own users.
 */
function keyInBasic(authorization: string, isKey: IsKey): string | undefined {
  const { user, password } = basicOf(authorization) ?? { user: '', password: '' }
  const candidate = password === '' ? user : password
  if (!isKey(candidate)) return undefined
  if (password !== '' && isKey(user)) throw new ApiError('ambiguous_credentials')
  return candidate
}

/** The token in an Authorization header with the Bearer scheme, whose name is case-insensitive (RFC 9110, 11.1). */
export function bearer(authorization: string): string | undefined {
  const match = /^bearer(?:[ \t]+(.*))?$/i.exec(authorization)
  return match ? (match[1] ?? '') : undefined
}

function readQuery(query: string): Pick<Presented, 'key' | 'query'> {
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

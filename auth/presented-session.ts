import type { IncomingMessage } from 'node:http'
import type { KeyFormat } from '../config/key-format.ts'
import { ApiError, invalidField } from '../errors.ts'
import { SESSION_COOKIE } from '../schemas/credentials.ts'
import { bearer } from './presented-key.ts'
import { singleHeader } from './single-header.ts'

/** A session as a request presents it. */
export interface PresentedSession {
  token: string
  /**
   * Browsers send a cookie with requests that other sites cause; they do not send a header. `portal` is the cookie that
   * a link has set.
   */
  by: 'cookie' | 'header' | 'portal'
}

/** A cookie that is read besides `sb-access-token`. */
export interface OwnCookie {
  name: string
  /** An access token, or a session of Supabase's packages, which may be split into parts. */
  holds: 'token' | 'session'
}

/** The cookies that are read besides `sb-access-token`. */
interface Names {
  own: OwnCookie | undefined
  /** The cookie that a link sets. */
  portal: string
}

type Cookies = Record<string, string | undefined>

/** The prefix that `@supabase/ssr` puts before a session encoded in base64url. */
const ENCODED = 'base64-'

/**
 * Reads a request's session from the cookie that a link has set, from the cookie `sb-access-token`, from the deployment's
 * own cookie, or from an Authorization header. With a link's cookie, the other cookies are ignored.
 * @param parse parses a Cookie header into values by name
 * @returns undefined if there is no session
 * @throws 400 if there is more than one, valid or not, or only a part of one
 */
export function presentedSession(
  { headers, rawHeaders }: IncomingMessage,
  names: Names,
  parse: (cookies: string) => Cookies,
  { prefixes }: KeyFormat,
): PresentedSession | undefined {
  const portal = headers.cookie?.includes(names.portal) ? oneCookie(headers.cookie, names.portal, parse) : undefined
  const inCookies =
    portal ?? (headers.cookie === undefined ? undefined : sessionInCookies(headers.cookie, names.own, parse))
  const inHeader = headers.authorization === undefined ? undefined : sessionInHeader(rawHeaders, prefixes)
  // An empty cookie is a leftover and is ignored.
  if (inCookies && inHeader !== undefined) throw new ApiError('ambiguous_credentials')
  if (inHeader !== undefined) return { token: inHeader, by: 'header' }
  return inCookies === undefined ? undefined : { token: inCookies, by: portal ? 'portal' : 'cookie' }
}

/** Ignores other schemes and API keys: a proxy or a program may have its own reasons to send them. */
function sessionInHeader(rawHeaders: readonly string[], keyPrefixes: readonly string[]) {
  const token = bearer(singleHeader(rawHeaders, 'authorization') as string)
  return keyPrefixes.some(prefix => token?.startsWith(prefix)) ? undefined : token
}

const namesIn = (header: string) => header.split(';').map(pair => pair.replace(/=[\s\S]*/, '').trim())

/** @returns undefined if the cookie is missing or empty @throws 400 if there are two */
function oneCookie(header: string, name: string, parse: (cookies: string) => Cookies) {
  if (namesIn(header).filter(found => found === name).length > 1) throw new ApiError('ambiguous_credentials')
  return parse(header)[name] || undefined
}

/**
 * Reads cookies as `@supabase/ssr` does: empty cookies are ignored, a whole cookie takes precedence over parts, and
 * parts are numbered from 0 up to the first gap. Two different sessions are ambiguous even so, because a neighboring
 * host may have set one of them. Two cookies of the same name are ambiguous too, because libraries disagree about which
 * one to read.
 */
function sessionInCookies(header: string, own: OwnCookie | undefined, parse: (cookies: string) => Cookies) {
  const found = namesIn(header).filter(name => name === SESSION_COOKIE || (own !== undefined && isOf(own, name)))
  if (found.length === 0) return undefined
  if (new Set(found).size < found.length) throw new ApiError('ambiguous_credentials')
  const values = parse(header)
  const filled = found.filter(name => values[name])
  if (filled.length === 0) return found[0] === SESSION_COOKIE ? values[SESSION_COOKIE] : ''
  if (own?.holds === 'session' && !filled.includes(SESSION_COOKIE)) return ownSession(own.name, filled, values)
  if (filled.length > 1) throw new ApiError('ambiguous_credentials')
  return values[String(filled[0])]
}

/** A session of more than 3,180 characters is split into cookies that are numbered from 0. */
const isOf = ({ name: own, holds }: OwnCookie, name: string) =>
  name === own ||
  (holds === 'session' && name.startsWith(`${own}.`) && /^(?:0|[1-9]\d?)$/.test(name.slice(own.length + 1)))

function ownSession(own: string, filled: readonly string[], values: Cookies) {
  const whole = accessToken(values[own] ?? '')
  const count = filled.filter(name => name !== own).length
  const parts: string[] = []
  for (let part = values[`${own}.0`]; part; part = values[`${own}.${parts.length}`]) parts.push(part)
  const joined = accessToken(parts.join(''))
  if (values[own]) {
    if (joined && joined !== whole) throw new ApiError('ambiguous_credentials')
    return whole
  }
  // Parts after a gap are leftovers of a longer session, if the parts before the gap are a complete one.
  if (!joined && parts.length < count) throw invalidField('cookie', `a part of ${own} is missing`)
  return joined
}

/** The access token in a session in the format of Supabase's packages; nothing else in it is read. */
function accessToken(session: string) {
  try {
    const json = session.startsWith(ENCODED)
      ? Buffer.from(session.slice(ENCODED.length), 'base64url').toString('utf8')
      : session
    const { access_token } = JSON.parse(json)
    return typeof access_token === 'string' ? access_token : ''
  } catch {
    return ''
  }
}

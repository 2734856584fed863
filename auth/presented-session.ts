import type { IncomingMessage } from 'node:http'
import { ApiError, invalidField } from '../errors.ts'
import { KEY_PREFIX, SESSION_COOKIE } from '../schemas/credentials.ts'
import { bearer } from './presented-key.ts'
import { singleHeader } from './single-header.ts'

/** A session as a request presents it. */
export interface PresentedSession {
  token: string
  /** A cookie is sent by the browser, whichever site asks it to; a header is not. */
  by: 'cookie' | 'header'
}

type Cookies = Record<string, string | undefined>

/** How `@supabase/ssr` marks a session that is encoded in base64url. */
const ENCODED = 'base64-'

/**
 * A request's session: from the cookie `sb-access-token`, from the cookie in which Supabase's packages keep the whole
 * session, or from an Authorization header.
 * @param ownCookie the name of the second; undefined if there is none
 * @param parse makes of a Cookie header the values by name
 * @returns undefined if it presents none
 * @throws 400 if it presents more than one, whichever of them is good, or not all of one
 */
export function presentedSession(
  { headers, rawHeaders }: IncomingMessage,
  ownCookie: string | undefined,
  parse: (cookies: string) => Cookies,
): PresentedSession | undefined {
  const inCookies = headers.cookie === undefined ? undefined : sessionInCookies(headers.cookie, ownCookie, parse)
  const inHeader = headers.authorization === undefined ? undefined : sessionInHeader(rawHeaders)
  // A cookie without a session in it is a leftover.
  if (inCookies && inHeader !== undefined) throw new ApiError('ambiguous_credentials')
  if (inHeader !== undefined) return { token: inHeader, by: 'header' }
  return inCookies === undefined ? undefined : { token: inCookies, by: 'cookie' }
}

/** Another scheme, or an API key, is no session: a proxy or a program may have its own reasons to send it. */
function sessionInHeader(rawHeaders: readonly string[]) {
  const token = bearer(singleHeader(rawHeaders, 'authorization') as string)
  return token?.startsWith(KEY_PREFIX) ? undefined : token
}

/**
 * Judged as `@supabase/ssr` does: emptied cookies do not count, a whole cookie comes before parts, and parts count from
 * 0 to the first gap. Two sessions that differ are ambiguous all the same, as a neighbouring host may have set one of
 * them; so are two cookies of one name, of which each library takes another.
 */
function sessionInCookies(header: string, own: string | undefined, parse: (cookies: string) => Cookies) {
  const names = header.split(';').map(pair => pair.replace(/=[\s\S]*/, '').trim())
  const found = names.filter(name => name === SESSION_COOKIE || (own !== undefined && isOf(own, name)))
  if (found.length === 0) return undefined
  if (new Set(found).size < found.length) throw new ApiError('ambiguous_credentials')
  const values = parse(header)
  const filled = found.filter(name => values[name])
  if (filled.length === 0) return found[0] === SESSION_COOKIE ? values[SESSION_COOKIE] : ''
  if (!filled.includes(SESSION_COOKIE)) return ownSession(String(own), filled, values)
  if (filled.length > 1) throw new ApiError('ambiguous_credentials')
  return values[SESSION_COOKIE]
}

/** Above 3,180 characters a session is kept in parts, in cookies that are numbered from 0 on. */
const isOf = (own: string, name: string) =>
  name === own || (name.startsWith(`${own}.`) && /^(?:0|[1-9]\d?)$/.test(name.slice(own.length + 1)))

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
  // Parts behind a gap are left over from a larger session, if those before it are one.
  if (!joined && parts.length < count) throw invalidField('cookie', `a part of ${own} is missing`)
  return joined
}

/** The access token in a session as Supabase's packages keep it; nothing else in it is read. */
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

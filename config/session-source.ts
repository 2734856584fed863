import { loopback } from './loopback.ts'
import type { Settings } from './settings.ts'
import { base, jwtSecret, url } from './values.ts'

/** Authenticator assurance levels of Supabase (supabase.com/docs/guides/auth/auth-mfa): by one factor, or by two. */
export type Assurance = 'aal1' | 'aal2'

/**
 * How sessions are verified. The settings determine the algorithm, never the token. `both` is for a project that
 * changes from a shared secret to signing keys: HS256 tokens are only verified with the secret, all others only with
 * the key set.
 */
export type SessionSource =
  | ({ kind: 'secret'; issuer?: string | undefined } & Secret)
  | ({ kind: 'jwks'; issuer: string } & Published)
  | ({ kind: 'both'; issuer: string } & Secret & Published)
  /** No provider: people have only the sessions that a backend starts for them. */
  | { kind: 'links' }

export interface Secret {
  secret: string
}
export interface Published {
  /** The address where the keys are published. */
  url: URL
  /** The setting that the address comes from, for the log; undefined for `SUPABASE_URL`. */
  setting?: 'SESSION_ISSUER' | 'SESSION_JWKS_URL'
  /** Whether `url` is the issuer's discovery document, which names the address of the keys. */
  isDiscovery?: boolean
}

/** @throws an Error that names a setting with an unsuitable value */
export function sessionSource(settings: Settings): SessionSource | undefined {
  const { SUPABASE_URL, SUPABASE_JWT_SECRET, SESSION_ISSUER, SESSION_JWKS_URL } = settings
  if (SESSION_ISSUER && (SUPABASE_URL || SUPABASE_JWT_SECRET))
    throw new Error('invalid setting: SESSION_ISSUER cannot be combined with SUPABASE_URL or SUPABASE_JWT_SECRET')
  if (SESSION_ISSUER) return published(SESSION_ISSUER, SESSION_JWKS_URL)
  if (SESSION_JWKS_URL) throw new Error('invalid setting: SESSION_JWKS_URL requires SESSION_ISSUER')
  const secret = SUPABASE_JWT_SECRET && jwtSecret('SUPABASE_JWT_SECRET', SUPABASE_JWT_SECRET)
  if (!SUPABASE_URL) return secret ? { kind: 'secret', secret } : linksOnly(settings)
  const issuer = `${base('SUPABASE_URL', SUPABASE_URL)}/auth/v1`
  const keys = { issuer, url: new URL(`${issuer}/.well-known/jwks.json`) }
  return secret ? { kind: 'both', secret, ...keys } : { kind: 'jwks', ...keys }
}

function linksOnly({ PUBLIC_URL, ADMIN_TOKEN }: Settings): SessionSource | undefined {
  if (!PUBLIC_URL) return undefined
  if (!ADMIN_TOKEN)
    throw new Error(
      'invalid setting: PUBLIC_URL requires ADMIN_TOKEN, SESSION_ISSUER, SUPABASE_URL or SUPABASE_JWT_SECRET: otherwise no one can sign in',
    )
  return { kind: 'links' }
}

/** The cookie of a link must not be readable on the way. @throws an Error that names the setting */
export function publicUrl(text: string) {
  const parsed = secure('PUBLIC_URL', text)
  if (parsed.origin !== text.replace(/\/$/, ''))
    throw new Error('invalid setting: PUBLIC_URL must be an origin such as https://keys.example.com, without a path')
  return parsed.origin
}

function published(issuer: string, jwksUrl: string | undefined): SessionSource {
  if (jwksUrl) return { kind: 'jwks', issuer, url: secure('SESSION_JWKS_URL', jwksUrl), setting: 'SESSION_JWKS_URL' }
  const { search, hash } = secure('SESSION_ISSUER', issuer)
  if (search || hash) throw new Error('invalid setting: SESSION_ISSUER must not have a query or fragment')
  // OpenID Connect Discovery 1.0, 4.1: without the slash that the issuer may end in.
  const document = new URL(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)
  return { kind: 'jwks', issuer, url: document, setting: 'SESSION_ISSUER', isDiscovery: true }
}

/** An address whose answer cannot be replaced on the way: the answer decides who can sign in. */
function secure(name: string, text: string) {
  const parsed = url(name, text)
  if (!isSecure(parsed)) throw new Error(`invalid setting: ${name} must be an https address, except on this machine`)
  return parsed
}

export const isSecure = ({ protocol, hostname }: URL) => protocol === 'https:' || loopback(hostname)

/** The name of the cookie in which Supabase's packages keep a session. By default, `@supabase/supabase-js`'s own name. */
export function sessionCookie({ SUPABASE_URL, SESSION_COOKIE }: Settings) {
  if (SESSION_COOKIE || !SUPABASE_URL) return SESSION_COOKIE
  return `sb-${url('SUPABASE_URL', SUPABASE_URL).hostname.split('.')[0]}-auth-token`
}

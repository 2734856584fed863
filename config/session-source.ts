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

export interface Secret {
  secret: string
}
export interface Published {
  /** The address where the keys are published. */
  url: URL
}

/** @throws an Error that names a setting with an unsuitable value */
export function sessionSource({ SUPABASE_URL, SUPABASE_JWT_SECRET }: Settings): SessionSource | undefined {
  const secret = SUPABASE_JWT_SECRET && jwtSecret('SUPABASE_JWT_SECRET', SUPABASE_JWT_SECRET)
  if (!SUPABASE_URL) return secret ? { kind: 'secret', secret } : undefined
  const issuer = `${base('SUPABASE_URL', SUPABASE_URL)}/auth/v1`
  const published = { issuer, url: new URL(`${issuer}/.well-known/jwks.json`) }
  return secret ? { kind: 'both', secret, ...published } : { kind: 'jwks', ...published }
}

/** The name of the cookie in which Supabase's packages keep a session. By default, `@supabase/supabase-js`'s own name. */
export function sessionCookie({ SUPABASE_URL, SESSION_COOKIE }: Settings) {
  if (SESSION_COOKIE || !SUPABASE_URL) return SESSION_COOKIE
  return `sb-${url('SUPABASE_URL', SUPABASE_URL).hostname.split('.')[0]}-auth-token`
}

import { loopback } from './loopback.ts'
import type { SessionSource } from './session-source.ts'

interface Reach {
  session: SessionSource | undefined
  host: string
  databaseUrl: string | undefined
  trustProxy: readonly string[]
}

/** The secrets in Supabase's published examples: anyone can sign with them. */
const PUBLISHED_SECRETS = [
  'super-secret-jwt-token-with-at-least-32-characters-long',
  'your-super-secret-jwt-token-with-at-least-32-characters-long',
]

/** @throws an Error if sessions could be forged, or if a demo would be reachable by others */
export function rejectUnsafe({ session, host, databaseUrl, trustProxy }: Reach) {
  if (session && 'secret' in session && PUBLISHED_SECRETS.includes(session.secret) && !loopback(host))
    throw new Error(
      'invalid setting: SUPABASE_JWT_SECRET is an example that Supabase publishes; anybody can sign with it',
    )
  if (session) return
  const reason = databaseUrl
    ? 'with DATABASE_URL'
    : trustProxy.length > 0
      ? 'with TRUST_PROXY'
      : !loopback(host) && 'on a HOST that others can reach'
  if (reason)
    throw new Error(
      `invalid setting: set SESSION_ISSUER, SUPABASE_URL or SUPABASE_JWT_SECRET, or PUBLIC_URL with ADMIN_TOKEN; without any of them, keyward runs as a demo, which is not allowed ${reason}`,
    )
}

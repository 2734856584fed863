import { createSecretKey } from 'node:crypto'
import { SignJWT } from 'jose'
import type { Tier } from '../schemas/tier.ts'

interface SessionClaims {
  personId: string
  sessionId: string
  tier: Tier
  /** How long the session lasts. */
  seconds: number
  issuer?: string | undefined
}

/** Creates an access token like Supabase's: for the demo, for trying keyward, and for tests. */
export function mintSession(secret: string, { personId, sessionId, tier, seconds, issuer }: SessionClaims) {
  const now = Math.floor(Date.now() / 1000)
  const token = new SignJWT({
    aud: 'authenticated',
    role: 'authenticated',
    aal: 'aal2', // signing with the secret replaces a second factor
    session_id: sessionId,
    is_anonymous: false,
    app_metadata: { provider: 'email', providers: ['email'], tier },
    user_metadata: {},
  })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(personId)
    .setIssuedAt(now)
    .setExpirationTime(now + seconds)
  if (issuer) token.setIssuer(issuer)
  return token.sign(createSecretKey(secret, 'utf8'))
}

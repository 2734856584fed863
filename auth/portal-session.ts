import type { Role } from '../schemas/role.ts'
import { isPortalToken, portalDigest } from './portal-secret.ts'
import type { PresentedSession } from './presented-session.ts'
import { RejectedSession } from './rejection.ts'
import type { Session } from './session-claims.ts'

/** A portal session as its row has it when a request reads it. */
export interface FoundPortalSession {
  id: string
  accountId: string
  externalId: string | null
  person: string
  label: string | null
  role: Role | null
  returnUrl: string | null
  expiresAt: Date
  /** Why it is not accepted; null if it is. */
  problem: 'ended' | 'expired' | null
}

/**
 * The digest by which a session that a backend started is stored. The cookie is not accepted as a token, nor the
 * token as a cookie.
 * @returns undefined for any other session
 * @throws RejectedSession for one that cannot exist
 */
export function presentedPortalDigest({ token, by }: PresentedSession): Buffer | undefined {
  if (by !== 'portal' && !(by === 'header' && isPortalToken(token))) return undefined
  const digest = portalDigest(by === 'portal' ? 'cookie' : 'token', token)
  if (!digest) throw new RejectedSession('malformed')
  return digest
}

/** @throws RejectedSession unless the session exists and goes on */
export function portalSession(found: FoundPortalSession | undefined): Session {
  if (!found) throw new RejectedSession('unknown')
  if (found.problem) throw new RejectedSession(found.problem)
  const { id, accountId, externalId, person, label, role, returnUrl, expiresAt } = found
  return {
    accountId,
    externalId,
    personId: person,
    sessionId: id,
    sessionName: null,
    tier: null,
    email: null,
    impersonator: null,
    role: role ?? 'manager',
    portal: { label, returnUrl, expiresAt },
  }
}

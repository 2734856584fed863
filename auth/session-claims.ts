import type { JWTPayload } from 'jose'
import type { Assurance } from '../config/session-source.ts'
import { UUID } from '../schemas/primitives.ts'
import { type Tier, toTier } from '../schemas/tier.ts'
import { RejectedSession } from './rejection.ts'

/** The claims of an access token: who has signed in, and in which session. */
export interface SignedInPerson {
  personId: string
  sessionId: string
  /** The tier that the identity provider names; used only for an account that does not exist yet. */
  tier: Tier
  /** Only shown to the person, never stored. */
  email: string | null
}

/** A signed-in person and the account that they act for. The session guard chooses the account. */
export interface Session extends SignedInPerson {
  accountId: string
}

/** @throws RejectedSession if a verified token does not stand for a person, or lacks a second factor that is required */
export function personOf(payload: JWTPayload, assurance: Assurance): SignedInPerson {
  const { sub, role, session_id, is_anonymous, client_id, aal, email, app_metadata } = payload
  // A token with a client_id comes from Supabase's OAuth server: a person has let a third party's app act for them.
  const isPerson = role === 'authenticated' && is_anonymous !== true && client_id === undefined
  if (!isPerson || !isUuid(sub) || !isUuid(session_id)) throw new RejectedSession('no_person')
  if (assurance === 'aal2' && aal !== 'aal2') throw new RejectedSession('assurance')
  const metadata = app_metadata as { tier?: unknown } | null | undefined
  return { personId: sub, sessionId: session_id, tier: toTier(metadata?.tier), email: toEmail(email) }
}

/** RFC 5321 allows 64 characters before the @, and 255 after it. */
const LONGEST_EMAIL = 320
const toEmail = (claim: unknown) =>
  typeof claim === 'string' && claim !== '' && claim.length <= LONGEST_EMAIL ? claim : null

const isUuid = (claim: unknown): claim is string => typeof claim === 'string' && UUID.test(claim)

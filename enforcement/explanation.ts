import type { Key } from '../schemas/key.ts'
import { CODES } from './codes.ts'
import type { Decision } from './decision.ts'
import type { RejectedRequest, RejectionDetails } from './rejected-requests.ts'
import { type CountedWindow, lacking } from './windows.ts'

/** Why a use of a key would be rejected or admitted now, in fields and in a sentence about the key as "it". */
export interface Explanation {
  admitted: boolean
  code: (typeof CODES)[Decision['outcome']]
  reason: 'revoked' | 'expired' | 'other_environment' | null
  window: CountedWindow | null
  explanation: string
}

/**
 * Explains a decision about a use that only asks. Such a use is admitted even if the limits are used up, so the windows
 * of the decision tell whether one that counts would be.
 * @param decision undefined for a key whose prefix this deployment does not accept: its uses are rejected unseen
 */
export function explain(key: Key, decision: Exclude<Decision, { outcome: 'unknown' }> | undefined): Explanation {
  const rejected = { admitted: false, window: null, reason: null } as const
  if (!decision)
    return {
      ...rejected,
      ...{ code: CODES.unknown, reason: 'other_environment' },
      explanation: 'It has a prefix or shape that this deployment does not accept on requests.',
    }
  const { outcome } = decision
  const code = CODES[outcome]
  if (outcome === 'revoked' || outcome === 'expired')
    return { ...rejected, code, reason: outcome, explanation: outcome === 'revoked' ? revoked(key) : expired(key) }
  if (outcome !== 'admitted') return { ...rejected, code, explanation: `${capital(PAST[outcome]({}))}.` }
  const full = lacking(decision.windows, decision.cost)
  if (!full)
    return { ...rejected, admitted: true, code, explanation: `${capital(decision.windows.map(left).join(', '))}.` }
  const explanation = `The ${full.owner} has used ${used(full)}, which ends at ${time(new Date(full.reset * 1000))}.`
  return { ...rejected, code: CODES.limited, window: full, explanation }
}

/** Why a request was rejected, as the rest of a sentence. */
export const pastReason = ({ outcome, details }: Pick<RejectedRequest, 'outcome' | 'details'>) =>
  PAST[outcome](details ?? {})

const PAST: Record<RejectedRequest['outcome'], (details: RejectionDetails) => string> = {
  revoked: () => 'the key was revoked',
  expired: () => 'the key had expired',
  suspended: () => 'the account is suspended',
  paused: () => 'the key is paused',
  insufficient: ({ needs }) => `the account’s plan does not meet ${needs}`,
  out_of_scope: ({ scopes }) => `the key lacks a required scope of ${scopes?.join(', ')}`,
  limited: details => `the ${details.owner} had used ${used(details as CountedWindow)}`,
  too_costly: ({ cost, owner, limit, window }) =>
    `its cost of ${cost} exceeds the ${owner}’s limit of ${limit} units per ${window}`,
}

const used = ({ window, limit, remaining }: CountedWindow) =>
  `${limit - remaining} of the ${limit} units of its ${window}`

const left = ({ owner, window, limit, remaining }: CountedWindow) =>
  `${remaining} of ${limit} units are left of the ${owner}’s ${window}`

const revoked = ({ revoked_at, revoked_by, revocation_reason: reason }: Key) =>
  `It was revoked by ${revoked_by} at ${time(revoked_at)}, ${reason === null ? 'without a reason' : `with the reason “${reason}”`}.`

const expired = ({ expires_at, replaced_by }: Key) =>
  `It expired at ${time(expires_at)}${replaced_by === null ? '' : `, after it was rotated; its successor is ${replaced_by}`}.`

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
const time = (date: Date | null) => `${date?.toISOString().slice(0, 19).replace('T', ' ')} UTC`

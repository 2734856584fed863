import type { Decision, Requirement } from './decision.ts'
import { type CountedWindow, lacking } from './windows.ts'

/** A rejected request with a known key. */
export interface RejectedRequest {
  requestId: string
  keyId: string
  /** By the database's clock: Unix time in milliseconds. */
  atMs: number
  outcome: Exclude<Decision['outcome'], 'admitted' | 'unknown'>
  details: RejectionDetails | null
}

/** Which window rejected it and for which cost, or what was required of the key. */
export interface RejectionDetails extends Partial<CountedWindow> {
  cost?: number
  scopes?: readonly string[]
  /** A jsonpath predicate. */
  needs?: string
}

const MOST = 200
export const MOST_OF_A_KEY = 20
/** Of a predicate. A gateway's requirement can be as long as a header. */
const LONGEST_NEEDS = 500

/**
 * The rejected requests since the last flush, so that support can explain one from its ID. Only some of a flood are
 * kept, and none of unknown or malformed keys: anyone can send those, and they must not cause writes.
 */
export class RejectedRequests {
  #kept: RejectedRequest[] = []
  #ofKey = new Map<string, number>()

  /** @param requestId in the form of http/request-id.ts */
  add(requestId: string, decision: Decision, requirement: Requirement | null = null) {
    if (decision.outcome === 'admitted' || decision.outcome === 'unknown' || this.#kept.length >= MOST) return
    const { keyId, atMs } = decision.key
    const before = this.#ofKey.get(keyId) ?? 0
    if (before >= MOST_OF_A_KEY) return
    this.#ofKey.set(keyId, before + 1)
    const { outcome } = decision
    this.#kept.push({ requestId, keyId, atMs, outcome, details: detailsOf(decision, requirement) })
  }

  /** Removes and returns everything, to be flushed. */
  drain(): RejectedRequest[] {
    const kept = this.#kept
    this.#kept = []
    this.#ofKey.clear()
    return kept
  }
}

function detailsOf(decision: Decision, requirement: Requirement | null): RejectionDetails | null {
  switch (decision.outcome) {
    case 'limited':
      return { ...lacking(decision.windows, decision.cost), cost: decision.cost }
    case 'too_costly':
      return { ...decision.windows.find(({ limit }) => limit < decision.cost), cost: decision.cost }
    case 'out_of_scope':
      return { scopes: requiredBy(requirement).scopes }
    case 'insufficient':
      return { needs: requiredBy(requirement).needs.slice(0, LONGEST_NEEDS) }
    default:
      return null
  }
}

/** The requirement of a use. One that lacks a scope or an entitlement always has a requirement. */
const requiredBy = (requirement: Requirement | null) => requirement as { scopes: string[]; needs: string }

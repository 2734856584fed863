import type { Tier } from '../schemas/tier.ts'
import { type AccountWindows, accountWindows, type CountedWindow, type KeyWindows, keyWindows } from './windows.ts'

/** One presentation of a well-formed key. */
export interface Use {
  /** SHA-256 of the key, in hex. */
  digest: string
  requirement: Requirement | null
  /** Whether the use counts towards the limits and the key's activity; otherwise it only asks about the key. */
  counts: boolean
  /** The units that it takes if it counts: 1 to 10,000. */
  cost: number
  /** Whether the decision includes the metadata of the key and its account. */
  describes?: boolean | undefined
}

/** What the gateway or service requires of the key and its account. */
export interface Requirement {
  /** What the entitlements of the account's plan must meet, as a jsonpath predicate. Undefined: every plan does. */
  needs?: string
  /** The scopes that a key needs, all of them, unless it has all scopes. Undefined: no scope is needed. */
  scopes?: readonly string[]
}

/**
 * The database's answer for a group of like uses in a batch. `undecided`: the key looks expired, but an update that
 * moves its expiry later may be about to commit.
 */
export type Verdict = Decisive | { kind: 'undecided' }

type Decisive = { kind: 'unknown' } | EndedKey | WorkingKey

interface EndedKey extends KnownKey {
  kind: 'revoked' | 'expired'
}

/** The key, its account and, as `AccountWindows`, what is counted in the account's windows before this batch. */
interface WorkingKey extends KnownKey, AccountWindows {
  /**
   * `suspended`, `paused`: the account or the key is, for now. `insufficient`: the account's plan does not meet the
   * requirement. `out_of_scope`: the key's scopes do not.
   */
  kind: 'valid' | 'suspended' | 'paused' | 'insufficient' | 'out_of_scope'
  /** The account's ID outside keyward; null where that is `accountId`. */
  externalId: string | null
  /** Null without metadata, and unless the use asks for it. */
  accountMetadata: Record<string, unknown> | null
  /** The name of the plan. */
  tier: Tier
  /** The plan's entitlements, as JSON. */
  entitlements: string
  name: string
  /** The visible prefix. */
  prefix: string
  expiresAt: Date | null
  /** Null: all scopes. */
  scopes: string[] | null
  /** As for the account. */
  metadata: Record<string, unknown> | null
  /** What is counted against the key's own limits before this batch; null without limits. */
  keyWindows: KeyWindows | null
  /** How many more of the group's uses are admitted. */
  admitted: number
}

interface KnownKey {
  keyId: string
  accountId: string
  /** When the statement began, by the database's clock: Unix time in milliseconds. */
  atMs: number
}

/** The outcome of one use. */
export type Decision =
  | { outcome: 'unknown' }
  | { outcome: 'revoked' | 'expired'; key: EndedKey; counts: boolean }
  | DecisionOnWorkingKey<'suspended' | 'paused' | 'insufficient' | 'out_of_scope' | 'too_costly' | 'limited'>
  | Admission

/** The decision that the guard passes to the route of an admitted use. */
export type Admission = DecisionOnWorkingKey<'admitted'>

/** The key works, whether or not this use of it is admitted. */
interface DecisionOnWorkingKey<Outcome> {
  outcome: Outcome
  key: WorkingKey
  counts: boolean
  cost: number
  /** The limited windows of the account and the key after this use. */
  windows: readonly CountedWindow[]
}

/**
 * Groups uses with the same key, requirement and cost. Any number of requests with one key is one row for the database.
 */
export function groupAlike<T extends Use>(uses: readonly T[]): T[][] {
  const groups = new Map<string, T[]>()
  for (const use of uses) {
    const { digest, counts, cost, requirement, describes } = use
    // Nearly every use is plain, and building a text for each would take twice as long as the rest.
    const alike =
      counts && cost === 1 && requirement === null && !describes
        ? digest
        : `${digest} ${counts} ${cost} ${describes} ${requirement?.needs} ${requirement?.scopes ?? ''}`
    const group = groups.get(alike)
    if (group) group.push(use)
    else groups.set(alike, [use])
  }
  return [...groups.values()]
}

/**
 * Decides one use. The verdict contains how many more uses of its group are admitted; the calls use them up in order.
 * @param taken how many units each account, and each key with limits, has used up so far, in all groups; updated by
 * this call
 */
export function decide({ counts, cost }: Use, verdict: Decisive, taken: Map<string, number>): Decision {
  switch (verdict.kind) {
    case 'unknown':
      return { outcome: 'unknown' }
    case 'revoked':
    case 'expired':
      return { outcome: verdict.kind, key: verdict, counts }
  }
  const isCounted = counts && verdict.kind === 'valid' && verdict.admitted > 0
  if (isCounted) take(verdict, cost, taken)
  const windows = windowsAfter(verdict, taken)
  const decided = { key: verdict, counts, cost, windows }
  if (verdict.kind !== 'valid') return { outcome: verdict.kind, ...decided }
  if (isCounted || !counts) return { outcome: 'admitted', ...decided }
  // No window would hold the cost even if it were empty.
  return { outcome: windows.some(({ limit }) => limit < cost) ? 'too_costly' : 'limited', ...decided }
}

function take(verdict: WorkingKey, cost: number, taken: Map<string, number>) {
  verdict.admitted -= 1
  taken.set(verdict.accountId, (taken.get(verdict.accountId) ?? 0) + cost)
  if (verdict.keyWindows) taken.set(verdict.keyId, (taken.get(verdict.keyId) ?? 0) + cost)
}

function windowsAfter(verdict: WorkingKey, taken: Map<string, number>) {
  const windows = accountWindows(verdict, taken.get(verdict.accountId))
  if (verdict.keyWindows) windows.push(...keyWindows(verdict.keyWindows, verdict, taken.get(verdict.keyId)))
  return windows
}

import type { Windows } from '../schemas/primitives.ts'
import type { Tier } from '../schemas/tier.ts'
import { toWindows } from './windows.ts'

/** One presentation of a well-formed key. */
export interface Use {
  /** SHA-256 of the key, in hex. */
  digest: string
  requirement: Requirement | null
  /** Whether the use counts towards the limits and the key's activity; otherwise it only asks about the key. */
  counts: boolean
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

interface WorkingKey extends KnownKey {
  /** `insufficient`: the account's plan does not meet the requirement. `out_of_scope`: the key's scopes do not. */
  kind: 'valid' | 'insufficient' | 'out_of_scope'
  tier: Tier
  name: string
  /** The visible prefix. */
  prefix: string
  expiresAt: Date | null
  /** Null: all scopes. */
  scopes: string[] | null
  /** The account's limits, in units. */
  minuteLimit: number
  dayLimit: number
  /** The units counted in the account's windows before this batch. */
  minuteUsed: number
  dayUsed: number
  /** Unix timestamps (seconds) at which the windows end. */
  minuteEnd: number
  dayEnd: number
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
  | DecisionOnWorkingKey<'insufficient' | 'out_of_scope' | 'limited'>
  | Admission

/** The decision that the guard passes to the route of an admitted use. */
export type Admission = DecisionOnWorkingKey<'admitted'>

/** The key works, whether or not this use of it is admitted. */
interface DecisionOnWorkingKey<Outcome> {
  outcome: Outcome
  key: WorkingKey
  counts: boolean
  /** The account's windows after this use. */
  windows: Windows
}

/**
 * Groups uses with the same key and the same requirement. Any number of requests with one key is one row for the
 * database.
 */
export function groupAlike<T extends Use>(uses: readonly T[]): T[][] {
  const groups = new Map<string, T[]>()
  for (const use of uses) {
    const { digest, counts, requirement } = use
    // Nearly every use has no requirement, and building a text for each would take twice as long as the rest.
    const alike =
      counts && requirement === null ? digest : `${digest} ${counts} ${requirement?.needs} ${requirement?.scopes ?? ''}`
    const group = groups.get(alike)
    if (group) group.push(use)
    else groups.set(alike, [use])
  }
  return [...groups.values()]
}

/**
 * Decides one use. The verdict contains how many more uses of its group are admitted; the calls use them up in order.
 * @param taken how many units each account has used up so far, in all groups; updated by this call
 */
export function decide({ counts }: Use, verdict: Decisive, taken: Map<string, number>): Decision {
  switch (verdict.kind) {
    case 'unknown':
      return { outcome: 'unknown' }
    case 'revoked':
    case 'expired':
      return { outcome: verdict.kind, key: verdict, counts }
  }
  const before = taken.get(verdict.accountId) ?? 0
  const isCounted = counts && verdict.kind === 'valid' && verdict.admitted > 0
  if (isCounted) {
    verdict.admitted -= 1
    taken.set(verdict.accountId, before + 1)
  }
  const windows = windowsAfter(verdict, isCounted ? before + 1 : before)
  if (verdict.kind !== 'valid') return { outcome: verdict.kind, key: verdict, counts, windows }
  return { outcome: isCounted || !counts ? 'admitted' : 'limited', key: verdict, counts, windows }
}

function windowsAfter(verdict: WorkingKey, taken: number): Windows {
  const { minuteLimit, dayLimit, minuteUsed, dayUsed, minuteEnd, dayEnd } = verdict
  return toWindows({
    minuteLimit,
    dayLimit,
    minuteUsed: minuteUsed + taken,
    dayUsed: dayUsed + taken,
    minuteEnd,
    dayEnd,
  })
}

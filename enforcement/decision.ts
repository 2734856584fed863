import type { Windows } from '../schemas/primitives.ts'
import type { Tier } from '../schemas/tier.ts'
import { toWindows } from './windows.ts'

/** A request that presented a well-formed key. */
export interface Use {
  /** SHA-256 of the key, in hex. */
  digest: string
  requirement: Requirement | null
  /** Whether an admitted request is counted. */
  counts: boolean
}

/** What a gateway requires of the key's account for the location that it protects. */
export interface Requirement {
  /** The tiers that include all of it; possibly none. */
  tiers: readonly Tier[]
}

/** What the database says about the uses of a batch that are alike. */
export type Verdict = { verdict: 'unknown' } | DeadKey | (GoodKey & Share)

interface DeadKey extends Known {
  verdict: 'revoked' | 'expired'
}

export interface GoodKey extends Known {
  verdict: 'valid' | 'insufficient'
  tier: Tier
  name: string
  publicId: string
  expiresAt: Date | null
}

interface Known {
  keyId: string
  accountId: string
  /** When it was decided, by the database's clock: Unix time in milliseconds. */
  atMs: number
}

/** What an account had used of its windows before this batch, and what it gets of this batch. */
interface Share {
  minuteUsed: number
  dayUsed: number
  /** Unix timestamps (seconds) at which the windows end. */
  minuteEnd: number
  dayEnd: number
  /** How many of the batch's requests of the account, all its keys together, are admitted. */
  admitted: number
}

/** What one use gets. */
export type Decision = Admission | Limited | Insufficient | Refusal | { outcome: 'unknown' }

export interface Admission extends WithWindows {
  outcome: 'admitted'
}
interface Limited extends WithWindows {
  outcome: 'limited'
}
interface Insufficient extends WithWindows {
  outcome: 'insufficient'
}
interface Refusal {
  outcome: 'revoked' | 'expired'
  key: DeadKey
  counted: boolean
}
interface WithWindows {
  key: GoodKey
  counted: boolean
  /** The account's windows after this use. */
  windows: Windows
}

/** Groups the uses that came with the same key and require the same: a flood with one key is one row to the database. */
export function groupAlike<T extends Use>(uses: readonly T[]): T[][] {
  const groups = new Map<string, T[]>()
  for (const use of uses) {
    const alike = `${use.digest} ${use.counts} ${use.requirement?.tiers}`
    const group = groups.get(alike)
    if (group) group.push(use)
    else groups.set(alike, [use])
  }
  return [...groups.values()]
}

/**
 * Decides about one use: of an account's requests in a batch, in their order, as many as were admitted.
 * @param taken how many of them each account has had so far; this adds to it
 */
export function decide({ counts }: Use, verdict: Verdict, taken: Map<string, number>): Decision {
  if (verdict.verdict === 'unknown') return { outcome: 'unknown' }
  if (!isGood(verdict)) return { outcome: verdict.verdict, key: verdict, counted: counts }
  const before = taken.get(verdict.accountId) ?? 0
  const counted = counts && verdict.verdict === 'valid' && before < verdict.admitted
  if (counted) taken.set(verdict.accountId, before + 1)
  const windows = windowsAfter(verdict, counted ? before + 1 : before)
  const outcome = verdict.verdict === 'insufficient' ? 'insufficient' : counted || !counts ? 'admitted' : 'limited'
  return { outcome, key: verdict, counted, windows }
}

const isGood = (verdict: DeadKey | (GoodKey & Share)): verdict is GoodKey & Share =>
  verdict.verdict === 'valid' || verdict.verdict === 'insufficient'

const windowsAfter = ({ tier, minuteUsed, dayUsed, minuteEnd, dayEnd }: GoodKey & Share, taken: number): Windows =>
  toWindows({ tier, minuteUsed: minuteUsed + taken, dayUsed: dayUsed + taken, minuteEnd, dayEnd })

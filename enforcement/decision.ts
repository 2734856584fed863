import { toWindows } from '../db/accounts.ts'
import type { Ask, Verdict } from '../db/authorize/authorize.ts'
import type { Windows } from '../schemas/primitives.ts'

export interface Question {
  /** SHA-256 of the presented key, in hex. */
  digest: string
  /** The tiers that include what is asked for (auth/entitlement.ts). */
  tiers: string
  /** Whether an admitted request is counted. */
  counts: boolean
}

interface Decided<Outcome> {
  outcome: Outcome
  /** Whether the request counts as a use of the key. */
  counted: boolean
  /** The key and its account; their fields are null when the key is unknown. */
  verdict: Verdict
  /** The account's windows after this request; undefined unless the key is good. */
  windows: Windows
}

export type Admission = Decided<'admitted'>
type Refusal = Omit<Decided<'unknown' | 'revoked' | 'expired'>, 'windows'> & { windows: undefined }
export type Decision = Admission | Decided<'limited'> | Decided<'insufficient'> | Refusal

/** Whoever waits for the decision about a question. */
export interface Asker {
  question: Question
  resolve(decision: Decision): void
}

/** The requests of a batch that came with the same key and ask for the same. */
interface Group {
  ask: Ask
  askers: Asker[]
}

/** Requests with one key become one entry of the statement: a flood with one key costs one row. */
export function groupAlike(askers: readonly Asker[]): Group[] {
  const groups = new Map<string, Group>()
  for (const asker of askers) {
    const { digest, tiers, counts } = asker.question
    const alike = `${digest}${counts ? '+' : '-'}${tiers}`
    const group = groups.get(alike) ?? { ask: { digest, tiers, requests: 0 }, askers: [] }
    groups.set(alike, group)
    group.askers.push(asker)
    if (counts) group.ask.requests++
  }
  return [...groups.values()]
}

/** Hands every asker its decision: of an account's requests, in their order, as many as were admitted. */
export function settle(groups: Group[], verdicts: Verdict[]): Decision[] {
  const taken = new Map<string, number>()
  const decisions: Decision[] = []
  groups.forEach(({ ask, askers }, at) => {
    const verdict = verdicts[at] as Verdict
    for (const asker of askers) {
      const decision = decide(verdict, ask.requests > 0, taken)
      decisions.push(decision)
      asker.resolve(decision)
    }
  })
  return decisions
}

function decide(verdict: Verdict, counted: boolean, taken: Map<string, number>): Decision {
  if (verdict.verdict !== 'valid' && verdict.verdict !== 'insufficient')
    return { outcome: verdict.verdict, counted, verdict, windows: undefined }
  const before = taken.get(verdict.accountId) ?? 0
  const admitted = verdict.verdict === 'valid' && counted && before < verdict.admitted
  if (admitted) taken.set(verdict.accountId, before + 1)
  const windows = windowsAfter(verdict, admitted ? before + 1 : before)
  if (verdict.verdict === 'insufficient') return { outcome: 'insufficient', counted, verdict, windows }
  return { outcome: admitted || !counted ? 'admitted' : 'limited', counted, verdict, windows }
}

const windowsAfter = ({ tier, minuteUsed, dayUsed, minuteEnd, dayEnd }: Verdict, taken: number): Windows =>
  toWindows({ tier, minuteUsed: minuteUsed + taken, dayUsed: dayUsed + taken, minuteEnd, dayEnd })

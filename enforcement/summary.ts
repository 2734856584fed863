import type { Key } from '../schemas/key.ts'
import { pastReason } from './explanation.ts'
import type { RejectedRequest } from './rejected-requests.ts'

interface Found {
  /** Whether a request was looked up. */
  isRequest: boolean
  rejections: readonly (Pick<RejectedRequest, 'keyId' | 'outcome' | 'details'> & { at: Date })[]
  keys: readonly { key: Key; account_id: string; admitted: boolean; explanation: string }[]
  /** Whether more keys match than these. */
  more: boolean
  account: { account_id: string; tier: string; suspended_at: Date | null } | null
}

/** The answer to a lookup, in a sentence or two for support to send on. */
export function summaryOf({ isRequest, rejections, keys, more, account }: Found): string {
  if (isRequest && rejections.length === 0)
    return 'No rejected request of the last 24 hours with a known key has this ID. Look for it in the log.'
  const [first, ...others] = keys
  if (first && others.length === 0) return [...rejections.map(before), now(first)].join(' ')
  if (first) return [...rejections.map(before), many(keys, more)].join(' ')
  if (!account) return 'Nothing matches: no key, account or request.'
  return `Account ${account.account_id} has no key that matches. Its plan is ${account.tier}.`
}

const before = ({ at, keyId, ...rejected }: Found['rejections'][number]) =>
  `The request with key ${keyId} was rejected at ${at.toISOString()}: ${pastReason(rejected)}.`

const now = ({ key, account_id, admitted, explanation }: Found['keys'][number]) =>
  `Key ${key.prefix} (${key.name}) of account ${account_id} is ${admitted ? 'admitted' : 'rejected'} now. ${explanation}`

function many(keys: Found['keys'], more: boolean) {
  const admitted = keys.filter(key => key.admitted).length
  const count = more ? `More than ${keys.length}` : String(keys.length)
  return `${count} keys match. Of ${more ? 'the newest' : 'these'}, ${admitted} are admitted now and ${keys.length - admitted} are rejected.`
}

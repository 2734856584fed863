import { hash } from 'node:crypto'
import { SERVICES_ACCOUNT } from '../config/service-keys.ts'
import { ANY_CASE_UUID, EXTERNAL_ID } from '../schemas/primitives.ts'
import { isForeign } from './api-key.ts'

/** An account as a session or an operator names it. */
export interface NamedAccount {
  /** The ID inside keyward: a UUID in lower case. */
  accountId: string
  /** The ID outside keyward; null where that is `accountId`. */
  externalId: string | null
}

/** Owns the service keys. No session, link or import can name it. */
export const RESERVED_ACCOUNT = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** Published in docs/operating.md. With another one, every external ID would become a different account. */
const NAMESPACE = '2da50a05-9d5d-4cc1-84bd-5f2f49fcff3c'

/**
 * Finds the account that an ID names. A UUID, in any case, is itself; any other ID maps to a UUID, always the same.
 * Anyone can compute that UUID and present it instead, so the account's row decides (db/ensure-account.ts).
 * @returns undefined if the text cannot be an ID. An API key cannot, because IDs are stored and shown, nor can `.` and
 *   `..`, which climb in the path of a URL, nor the reserved account of service keys
 */
export function namedAccount(id: string): NamedAccount | undefined {
  if (id.toLowerCase() === SERVICES_ACCOUNT) return undefined
  if (ANY_CASE_UUID.test(id)) return { accountId: id.toLowerCase(), externalId: null }
  if (!EXTERNAL_ID.test(id) || DOTS.test(id) || isForeign(id)) return undefined
  return { accountId: uuidOf(id), externalId: id }
}

const DOTS = /^\.{1,2}$/

/** The ID that clients see. */
export const shownId = ({ accountId, externalId }: NamedAccount) => externalId ?? accountId

/** The path of routes about an account. @param prefix with `:accountId` where the account's ID belongs, if anywhere */
export const pathOf = (prefix: string, account: NamedAccount) =>
  prefix.replace(':accountId', encodeURIComponent(shownId(account)))

/** UUID version 5 (RFC 9562, 5.5). */
function uuidOf(name: string) {
  const namespace = Buffer.from(NAMESPACE.replaceAll('-', ''), 'hex')
  const bytes = hash('sha1', Buffer.concat([namespace, Buffer.from(name)]), 'buffer').subarray(0, 16)
  bytes[6] = (Number(bytes[6]) & 0x0f) | 0x50
  bytes[8] = (Number(bytes[8]) & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

import { ANY_CASE_UUID } from '../schemas/primitives.ts'
import { isForeign } from './api-key.ts'

/** What a text can name, by its form alone; a short text can be several things. */
export type LookedUp =
  | { kind: 'request'; requestId: string }
  | { kind: 'digest'; digest: string }
  | { kind: 'id'; id: string }
  | { kind: 'text'; prefix: string; last4: string | undefined }

const REQUEST_ID = /^req_([0-9a-f-]{36})$/i
/** `sha256:` tells a digest from an imported key of 64 hexadecimal digits. */
const DIGEST = /^(?:sha256:)?([0-9a-f]{64})$/i
/** A key as the page shows it: its visible prefix and last characters, with dots between them. */
const SHOWN = /^(.+?)_?(?:…|\.\.\.)(.{4})?$/

/**
 * @param isKey whether a text can be a key of this deployment
 * @returns undefined for a text that has a whole key in it
 */
export function lookedUp(text: string, isKey: (text: string) => boolean): LookedUp | undefined {
  const trimmed = text.trim()
  const [, uuid = ''] = REQUEST_ID.exec(trimmed) ?? []
  if (ANY_CASE_UUID.test(uuid)) return { kind: 'request', requestId: `req_${uuid.toLowerCase()}` }
  if (ANY_CASE_UUID.test(trimmed)) return { kind: 'id', id: trimmed.toLowerCase() }
  const [, digest] = DIGEST.exec(trimmed) ?? []
  const mayBeKey = trimmed.split(/\s+/).some(word => isKey(word) || isForeign(word))
  if (digest !== undefined && (!mayBeKey || trimmed !== digest)) return { kind: 'digest', digest: digest.toLowerCase() }
  if (mayBeKey) return undefined
  const [, prefix = trimmed, last4] = SHOWN.exec(trimmed) ?? []
  return { kind: 'text', prefix, last4 }
}

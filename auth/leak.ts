import { invalidField } from '../errors.ts'
import type { LeakDoor } from '../schemas/leak.ts'

/** What is known of a leak. */
export interface Leak {
  door: LeakDoor
  /** Where the key was found. */
  sourceUrl: string | null
  note: string | null
}

/**
 * Our keys, JSON Web Tokens, and what follows `Bearer`, `token=` and their like: whoever reports a leak pastes what they
 * see, and what is stored is shown to others.
 */
const CREDENTIALS = [
  /(sk_live_)[0-9A-Za-z]{4,}(?:_[0-9A-Za-z]*)?/g,
  /()\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g,
  /(\bbearer\s+)[^\s"']{8,}/gi,
  /((?:key|token|secret|password|signature)=)[^&\s"']+/gi,
]

/** Takes the credentials out of a text that somebody wrote about a leak. */
export type Mask = (text: string) => string

/** @param shapes of keys that were made elsewhere, each for a whole text */
export function maskOf(shapes: readonly RegExp[]): Mask {
  const imported = shapes.map(
    ({ source }) => new RegExp(`()(?<![0-9A-Za-z])${source.slice(1, -1)}(?![0-9A-Za-z])`, 'g'),
  )
  const patterns = [...CREDENTIALS, ...imported]
  return text => patterns.reduce((rest, pattern) => rest.replaceAll(pattern, '$1***'), text)
}

const LONGEST_URL = 2_000
/** With "leaked: " before it, it has to fit into a reason. */
const LONGEST_NOTE = 400

/** Whether a text is an address of the web. */
export const isPlace = (text: string) => /^https?:/i.test(text) && URL.canParse(text)

/** An address where a key was found, without a user name, a password and the credentials in it. */
export function maskedUrl(text: string, mask: Mask) {
  const url = new URL(text)
  url.username = ''
  url.password = ''
  return mask(url.href).slice(0, LONGEST_URL)
}

/** A note without the credentials in it. It may get longer as they are masked, and is cut at the end, by code points. */
const maskedNote = (text: string, mask: Mask) => [...mask(text)].slice(0, LONGEST_NOTE).join('')

interface Report {
  source_url?: string
  note?: string
}

/** What a request says of a leak, as it may be stored. @throws 400 for what only looks like an address */
export function leakOf(door: LeakDoor, { source_url: url, note }: Report, mask: Mask): Leak {
  if (url !== undefined && !isPlace(url)) throw invalidField('source_url', 'must be an http or https address')
  return {
    door,
    sourceUrl: url === undefined ? null : maskedUrl(url, mask),
    note: note === undefined ? null : maskedNote(note, mask),
  }
}

/** Why a leaked key is revoked, as a reason of its own. */
export function reasonOf({ door, note }: Leak) {
  if (door === 'github') return 'leaked: found by GitHub secret scanning'
  return note === null ? 'leaked' : `leaked: ${note}`
}

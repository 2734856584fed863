import { invalidField } from '../errors.ts'
import type { ReportedBy } from '../schemas/leak.ts'
import type { Mask } from './mask.ts'

/** A leak of a key: how it was reported, and where the key was found. */
export interface Leak {
  reportedBy: ReportedBy
  /** Where the key was found. */
  sourceUrl: string | null
  note: string | null
}

const LONGEST_URL = 2_000
/** With "leaked: " before it, it has to fit into a reason. */
const LONGEST_NOTE = 400

/** Whether a text is an address of the web. */
export const isPlace = (text: string) => /^https?:/i.test(text) && URL.canParse(text)

/** The address where a key was found, without a user name, a password and the credentials in its path and query. */
export function maskedUrl(text: string, mask: Mask) {
  const { origin, pathname, search, hash } = new URL(text)
  const rest = `${pathname}${search}${hash}`.slice(1)
  return `${mask(origin, /([/.]+)/)}/${mask(rest, /([/?&#]+)/)}`.slice(0, LONGEST_URL)
}

/** A note without the credentials in it. Masking may make it longer: it is cut at the end, by code points. */
const maskedNote = (text: string, mask: Mask) => [...mask(text, /(\s+)/)].slice(0, LONGEST_NOTE).join('')

interface Report {
  source_url?: string
  note?: string
}

/** What a request says of a leak, as it may be stored. @throws 400 for what only looks like an address */
export function leakOf(reportedBy: ReportedBy, { source_url: url, note }: Report, mask: Mask): Leak {
  if (url !== undefined && !isPlace(url)) throw invalidField('source_url', 'must be an http or https address')
  return {
    reportedBy,
    sourceUrl: url === undefined ? null : maskedUrl(url, mask),
    note: note === undefined ? null : maskedNote(note, mask),
  }
}

/** Why a leaked key is revoked, as a reason of its own. */
export function reasonOf({ reportedBy, note }: Leak) {
  if (reportedBy === 'github') return 'leaked: found by GitHub secret scanning'
  return note === null ? 'leaked' : `leaked: ${note}`
}

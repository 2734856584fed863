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
/** A note has to fit into a reason, after "leaked: ". */
const LONGEST_NOTE = 400

/** Whether a text is an http or https URL. */
export const isPlace = (text: string) => /^https?:/i.test(text) && URL.canParse(text)

/** Masks a URL: removes user name and password, and masks the credentials in its path and query. */
export function maskedUrl(text: string, mask: Mask) {
  const { origin, pathname, search, hash } = new URL(text)
  const rest = `${pathname}${search}${hash}`.slice(1)
  return `${mask(origin, /([/.]+)/)}/${mask(rest, /([/?&#]+)/)}`.slice(0, LONGEST_URL)
}

/** Masks a note. Masking can make it longer, so it is then cut to its length in code points. */
const maskedNote = (text: string, mask: Mask) => [...mask(text, /(\s+)/)].slice(0, LONGEST_NOTE).join('')

interface Report {
  source_url?: string
  note?: string
}

/** The masked facts of a report, as they are stored. @throws 400 if the URL is invalid */
export function leakOf(reportedBy: ReportedBy, { source_url: url, note }: Report, mask: Mask): Leak {
  if (url !== undefined && !isPlace(url)) throw invalidField('source_url', 'must be an http or https address')
  return {
    reportedBy,
    sourceUrl: url === undefined ? null : maskedUrl(url, mask),
    note: note === undefined ? null : maskedNote(note, mask),
  }
}

/** The reason for which a leaked key is revoked. */
export function reasonOf({ reportedBy, note }: Leak) {
  if (reportedBy === 'github') return 'leaked: found by GitHub secret scanning'
  return note === null ? 'leaked' : `leaked: ${note}`
}

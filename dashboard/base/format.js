import { brand } from './brand.js'
import { html } from './view.js'

const LANGUAGE = 'en-GB'
/**
 * The locales of dates: the browser's own on a page, and a fixed one elsewhere, as in tests.
 */
export const DATES = [LANGUAGE].filter(() => !('document' in globalThis))
const day = new Intl.DateTimeFormat(DATES, { dateStyle: 'medium' })
const dayOfYear = new Intl.DateTimeFormat(DATES, { day: 'numeric', month: 'short' })
const exactTime = new Intl.DateTimeFormat(DATES, { dateStyle: 'medium', timeStyle: 'medium' })
const clock = new Intl.DateTimeFormat(DATES, { timeStyle: 'medium' })
const dayAndTime = new Intl.DateTimeFormat(DATES, { dateStyle: 'medium', timeStyle: 'short' })
const numbers = new Intl.NumberFormat(LANGUAGE)
const rounded = new Intl.NumberFormat(LANGUAGE, { notation: 'compact', maximumFractionDigits: 1 })
/** @param {'long' | 'short'} style */
const relativeWords = style => ({
  relative: new Intl.RelativeTimeFormat(LANGUAGE, { numeric: 'auto', style }),
  elapsed: new Intl.RelativeTimeFormat(LANGUAGE, { numeric: 'always', style }),
})
const WORDS = { long: relativeWords('long'), short: relativeWords('short') }

const [HOUR_MINUTES, DAY_MINUTES, DAY_MS] = [60, 1_440, 86_400_000]
const [MONTH_DAYS, YEAR_DAYS] = [365.2425 / 12, 365.2425]

/** The reader's time zone. */
export const timeZone = day.resolvedOptions().timeZone

/** @param {number} count */
export const number = count => numbers.format(count)

/** A large number in a few characters, such as 310k. @param {number} count */
export const compact = count => rounded.format(count).toLowerCase().replace('m', 'M').replace('bn', 'B')

/** @param {number} count @param {string} noun in the singular */
export const plural = (count, noun) => `${number(count)} ${noun}${count === 1 ? '' : 's'}`

/** @param {string | number} at */
export const dayOf = at => day.format(new Date(at))

/** A day as YYYY-MM-DD, in the reader's time zone. @param {string | number} at */
export function localDay(at) {
  const date = new Date(at)
  const [month, day] = [date.getMonth() + 1, date.getDate()].map(part => String(part).padStart(2, '0'))
  return `${date.getFullYear()}-${month}-${day}`
}

/** A day, without the year if it is in the current one. @param {string | number} at @param {number} [now] */
export const briefDay = (at, now = Date.now()) =>
  (new Date(at).getFullYear() === new Date(now).getFullYear() ? dayOfYear : day).format(new Date(at))

/**
 * A time relative to now. Differences of a day or more follow the reader's calendar: "tomorrow" is the next date, no
 * matter how many hours away. Shorter ones are in hours and minutes.
 * @param {string} iso
 * @param {number} [now]
 * @param {'long' | 'short'} [style]
 */
export function ago(iso, now = Date.now(), style = 'long') {
  const { relative, elapsed } = WORDS[style]
  const at = Date.parse(iso)
  // Rounded, so that a key created a second ago to expire in an hour shows one hour and not 59 minutes.
  const minutes = Math.round((at - now) / 60_000)
  if (minutes === 0) return at > now ? 'in a moment' : 'just now'
  if (Math.abs(minutes) < HOUR_MINUTES) return elapsed.format(minutes, 'minute')
  const days = daysBetween(now, at)
  if (Math.abs(minutes) < DAY_MINUTES || days === 0) return elapsed.format(Math.trunc(minutes / HOUR_MINUTES), 'hour')
  if (Math.abs(days) <= 30) return relative.format(days, 'day')
  const months = Math.round(days / MONTH_DAYS)
  if (Math.abs(months) < 12) return elapsed.format(months, 'month')
  return elapsed.format(Math.round(days / YEAR_DAYS), 'year')
}

/**
 * Midnights between two times in the reader's time zone. Compares dates, because a day can have 23 or 25 hours.
 * @param {number} from @param {number} to
 */
const daysBetween = (from, to) => Math.round((dateOf(to) - dateOf(from)) / DAY_MS)

/** @param {number} at */
function dateOf(at) {
  const date = new Date(at)
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate())
}

/**
 * A time in the reader's time zone, with the exact UTC time as its tooltip.
 * @param {{ at: string | null, as?: 'ago' | 'brief' | 'day' | 'briefDay' | 'time' | 'exact' | 'clock' }} props
 */
export function Time({ at, as = 'ago' }) {
  if (at === null) return html`<span class="quiet">Never</span>`
  return html`<time datetime=${at} title=${at}>${written[as](at)}</time>`
}

const written = {
  ago: (/** @type {string} */ at) => ago(at),
  brief: (/** @type {string} */ at) => ago(at, Date.now(), 'short'),
  day: dayOf,
  briefDay: (/** @type {string} */ at) => briefDay(at),
  time: (/** @type {string} */ at) => dayAndTime.format(new Date(at)),
  clock: (/** @type {string} */ at) => clock.format(new Date(at)),
  exact: (/** @type {string} */ at) => exactTime.format(new Date(at)),
}

/**
 * The reader: an organization's account has several people.
 * @param {{ account_id: string, person_id?: string }} session
 */
export const personOf = ({ account_id, person_id = account_id }) => person_id

/**
 * The beginning of a UUID, or any other ID as it is.
 * @param {string} id
 */
export const shortId = id => id.replace(/^([0-9a-f]{8})(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, '$1…')

/**
 * The name of an event's actor.
 * @param {string | null} actor
 * @param {string} personId the reader
 */
export function who(actor, personId) {
  if (actor === `user:${personId}`) return 'you'
  if (actor === 'operator') return 'an operator'
  if (actor === 'system') return brand.name
  return actor === null ? 'unknown' : actor.replace(/^user:(.*)$/, (_, id) => `person ${shortId(id)}`)
}

/**
 * Text written by a person: always as text, isolated from the direction of the text around it.
 * @param {{ text: string }} props
 */
export const UserText = ({ text }) => html`<bdi>${text}</bdi>`

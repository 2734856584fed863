import { html } from './view.js'

const LANGUAGE = 'en-GB'
const day = new Intl.DateTimeFormat(LANGUAGE, { dateStyle: 'medium' })
const dayAndTime = new Intl.DateTimeFormat(LANGUAGE, { dateStyle: 'medium', timeStyle: 'short' })
const relative = new Intl.RelativeTimeFormat(LANGUAGE, { numeric: 'auto', style: 'long' })
const numbers = new Intl.NumberFormat(LANGUAGE)

/** @type {[unit: Intl.RelativeTimeFormatUnit, seconds: number][]} */
const UNITS = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]

/** The reader's time zone. */
export const timeZone = day.resolvedOptions().timeZone

/** @param {number} count */
export const number = count => numbers.format(count)

/** @param {number} count @param {string} noun in the singular */
export const plural = (count, noun) => `${number(count)} ${noun}${count === 1 ? '' : 's'}`

/** @param {string | number} at */
export const dayOf = at => day.format(new Date(at))

/** How far a moment is from now, in its largest unit. @param {string} iso */
function ago(iso) {
  const seconds = (Date.parse(iso) - Date.now()) / 1000
  const unit = UNITS.find(([, size]) => Math.abs(seconds) >= size)
  if (!unit) return seconds > 0 ? 'in a moment' : 'just now'
  return relative.format(Math.trunc(seconds / unit[1]), unit[0])
}

/**
 * A moment in the reader's words; its exact time in UTC is one hover away.
 * @param {{ at: string | null, as?: 'ago' | 'day' | 'time' }} props
 */
export function Moment({ at, as = 'ago' }) {
  if (at === null) return html`<span class="quiet">never</span>`
  return html`<time datetime=${at} title=${at}>${written[as](at)}</time>`
}

const written = {
  ago,
  day: dayOf,
  time: (/** @type {string} */ at) => dayAndTime.format(new Date(at)),
}

/**
 * Who did something, as the history names them.
 * @param {string | null} actor
 * @param {string} accountId the reader's own
 */
export function who(actor, accountId) {
  if (actor === `user:${accountId}`) return 'you'
  if (actor === 'operator') return 'an operator'
  if (actor === 'system') return 'keyward'
  return actor === null ? 'nobody' : actor.replace(/^user:([0-9a-f]{8}).*$/, 'user $1…')
}

/**
 * What somebody wrote: in its own direction, and never as markup.
 * @param {{ text: string }} props
 */
export const Words = ({ text }) => html`<bdi>${text}</bdi>`

import { DATES, localDay } from '../base/format.js'
import { html } from '../base/view.js'

const DAY_MS = 86_400_000
const long = new Intl.DateTimeFormat(DATES, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })

/** @param {{ day: string, at: string }} props at: a time on that day */
export function DayName({ day, at }) {
  const [today, yesterday] = [0, DAY_MS].map(ago => localDay(Date.now() - ago))
  const name = day === today ? 'Today' : day === yesterday ? 'Yesterday' : ''
  return html`${name} <span class=${name && 'quiet'}>${long.format(new Date(at))}</span>`
}

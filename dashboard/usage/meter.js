import { number } from '../base/format.js'
import { useSeconds } from '../base/refresh.js'
import { html } from '../base/view.js'
import { duration } from './duration.js'

/**
 * One rate-limit window of the account.
 * @param {{ title: string, unit: string, window: { limit: number, remaining: number, reset: number } }} props
 */
export function Meter({ title, unit, window: { limit, remaining, reset } }) {
  const left = Math.max(0, reset - useSeconds())
  const id = `meter-${title.replace(/\W+/g, '-')}`
  // Once the window has ended and until the next refresh, show the new window as unused.
  const used = left === 0 ? 0 : limit - remaining
  return html`<div class="card">
    <h2 id=${id}>${title}</h2>
    <p><strong class="figure">${number(used)}</strong> of ${number(limit)} ${unit} used</p>
    <meter aria-labelledby=${id} min="0" max=${limit} high=${limit * 0.8} optimum="0" value=${used}>${used} of ${limit}</meter>
    <p class="quiet">${left > 0 ? `Resets in ${duration(left)}` : 'Resets now'}</p>
  </div>`
}

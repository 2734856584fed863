import { number } from '../base/format.js'
import { useSeconds } from '../base/refresh.js'
import { html } from '../base/view.js'

/**
 * One window of the account, and when it resets.
 * @param {{ title: string, window: { limit: number, remaining: number, reset: number } }} props
 */
export function Meter({ title, window: { limit, remaining, reset } }) {
  const left = Math.max(0, reset - useSeconds())
  const id = `meter-${title.replace(/\W+/g, '-')}`
  // Over the window's end until it is read again: nothing of the new one is known to be used.
  const used = left === 0 ? 0 : limit - remaining
  return html`<div class="card">
    <h2 id=${id}>${title}</h2>
    <p><strong class="figure">${number(used)}</strong> of ${number(limit)} requests used</p>
    <meter aria-labelledby=${id} min="0" max=${limit} high=${limit * 0.8} optimum="0" value=${used}>${used} of ${limit}</meter>
    <p class="quiet">${left > 0 ? `Resets in ${duration(left)}` : 'Resets now'}</p>
  </div>`
}

/** @param {number} seconds */
function duration(seconds) {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)]
  if (hours > 0) return `${hours} h ${minutes} min`
  return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`
}

import { number } from '../base/format.js'
import { html } from '../base/view.js'
import { periodName } from './period-name.js'

/** @import { Series, Stacked } from './stack.js' */

/**
 * The requests of one period, beside its bar, on the side that has more space.
 * @param {{ chart: Stacked, at: number }} props
 */
export function Tip({ chart: { unit, starts, series }, at }) {
  const place =
    at < starts.length / 2 ? { left: percent(at + 1, starts) } : { right: percent(starts.length - at, starts) }
  const occurred = occurredIn(series, at)
  return html`<div class="tip" style=${place} aria-hidden="true">
    <strong>${periodName(unit, starts[at] ?? '')}</strong>
    ${occurred.length === 0 && html`<span>No requests</span>`}
    ${occurred.map(
      ({ name, color, requests }) => html`<span key=${name}>
        <span class="swatch series-${color}"></span>${name} <b>${number(requests[at] ?? 0)}</b>
      </span>`,
    )}
  </div>`
}

/** The same in words. @param {Stacked} chart @param {number} at */
export function tipWords({ unit, starts, series }, at) {
  const counts = occurredIn(series, at).map(({ name, requests }) => `${name}: ${number(requests[at] ?? 0)}`)
  return `${periodName(unit, starts[at] ?? '')}. ${counts.join(', ') || 'No requests'}`
}

/** @param {Series[]} series @param {number} at */
const occurredIn = (series, at) => series.filter(({ requests }) => Number(requests[at]) > 0)

/** @param {number} part @param {string[]} starts */
const percent = (part, starts) => `${(part / starts.length) * 100}%`

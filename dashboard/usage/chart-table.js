import { number } from '../base/format.js'
import { html } from '../base/view.js'
import { periodName } from './period-name.js'

/** @import { Stacked } from './stack.js' */

/**
 * The chart as a table, for readers who cannot see the drawing.
 * @param {{ chart: Stacked }} props
 */
export function ChartTable({ chart: { unit, starts, series, most } }) {
  if (most === 0) return null
  const used = starts
    .map((start, at) => ({ start, at }))
    .filter(({ at }) => series.some(({ requests }) => requests[at]))
  return html`<details>
    <summary>View as table</summary>
    <div class="scroll numbers" tabindex="0" role="region" aria-label="Requests per ${unit}"><table>
      <thead><tr>
        <th scope="col">${unit === 'day' ? 'Day (UTC)' : 'Hour'}</th>
        ${series.map(({ name }) => html`<th key=${name} scope="col">${name}</th>`)}
      </tr></thead>
      <tbody>${used.reverse().map(
        ({ start, at }) => html`<tr key=${start}>
          <th scope="row">${periodName(unit, start)}</th>
          ${series.map(({ name, requests }) => html`<td key=${name}>${number(requests[at] ?? 0)}</td>`)}
        </tr>`,
      )}</tbody>
    </table></div>
  </details>`
}

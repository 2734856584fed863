import { number, plural, Words } from './format.js'
import { niceTop } from './stack.js'
import { html } from './view.js'

/** @import { Stacked } from './stack.js' */

const SLOT = 20
const BAR = 14
const HEIGHT = 200

const dayName = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })
/** @param {string} day */
const short = day => dayName.format(new Date(day))

/**
 * Requests per day, stacked by key. The drawing stretches with the page; its labels are outside it and do not.
 * @param {{ chart: Stacked }} props
 */
export function Chart({ chart: { days, series, most, total } }) {
  if (total === 0) return html`<p class="quiet">No requests in the last ${days.length} days.</p>`
  const top = niceTop(most)
  return html`<figure class="chart">
    <div class="plot">
      <ol class="scale" aria-hidden="true">
        <li>${number(top)}</li>
        <li>${number(top / 2)}</li>
        <li>0</li>
      </ol>
      <svg viewBox="0 0 ${days.length * SLOT} ${HEIGHT}" preserveAspectRatio="none" role="img"
        aria-label="${plural(total, 'request')} in the last ${days.length} days, at most ${number(most)} per day">
        ${[0, HEIGHT / 2, HEIGHT].map(y => html`<line key=${y} x1="0" x2=${days.length * SLOT} y1=${y} y2=${y} />`)}
        ${days.map((day, at) => html`<${Bar} key=${day} day=${day} at=${at} series=${series} top=${top} />`)}
      </svg>
    </div>
    <ol class="days" aria-hidden="true">
      ${[0, Math.floor(days.length / 2), days.length - 1].map(at => html`<li key=${at}>${short(days[at] ?? '')}</li>`)}
    </ol>
    <figcaption><ul class="legend">
      ${series.map(
        ({ keyId, name, total }, at) => html`<li key=${keyId}>
          <span class="swatch series-${at}"></span>
          <span><${Words} text=${name ?? ''} /> <span class="quiet">${number(total)}</span></span>
        </li>`,
      )}
    </ul></figcaption>
  </figure>`
}

/** @param {{ day: string, at: number, series: import('./stack.js').Series[], top: number }} props */
function Bar({ day, at, series, top }) {
  let y = HEIGHT
  const words = series.flatMap(({ name, requests }) => (requests[at] ? [`${name}: ${number(requests[at])}`] : []))
  return html`<g>
    <title>${[short(day), ...words].join('\n')}</title>
    <rect class="hover" x=${at * SLOT} y="0" width=${SLOT} height=${HEIGHT} />
    ${series.map(({ keyId, requests }, index) => {
      const height = ((requests[at] ?? 0) / top) * HEIGHT
      y -= height
      return (
        height > 0 &&
        html`<rect key=${keyId} class="series-${index}" x=${at * SLOT + (SLOT - BAR) / 2} y=${y} width=${BAR} height=${height} />`
      )
    })}
  </g>`
}

/**
 * The same as a table, also for those who cannot see the drawing.
 * @param {{ chart: Stacked }} props
 */
export function ChartTable({ chart: { days, series, total } }) {
  if (total === 0) return null
  const used = days.map((day, at) => ({ day, at })).filter(({ at }) => series.some(({ requests }) => requests[at]))
  return html`<details>
    <summary>View as table</summary>
    <div class="scroll numbers" tabindex="0" role="region" aria-label="Requests per day"><table>
      <thead><tr>
        <th scope="col">Day (UTC)</th>
        ${series.map(({ keyId, name }) => html`<th key=${keyId} scope="col"><${Words} text=${name ?? ''} /></th>`)}
      </tr></thead>
      <tbody>${used.reverse().map(
        ({ day, at }) => html`<tr key=${day}>
          <th scope="row">${short(day)}</th>
          ${series.map(({ keyId, requests }) => html`<td key=${keyId}>${number(requests[at] ?? 0)}</td>`)}
        </tr>`,
      )}</tbody>
    </table></div>
  </details>`
}

import { number, plural, UserText } from '../base/format.js'
import { html } from '../base/view.js'
import { niceTop, sizeOf } from './stack.js'

/** @import { Series, Stacked } from './stack.js' */

const SLOT = 20
const BAR = 14
const HEIGHT = 200

const dayName = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })
const hourName = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })

/** @typedef {{ at: string, words: string }} Mark a time and what happened then */

/** Days are in UTC, hours in the reader's time zone. @param {Stacked['unit']} unit @param {string} start */
const nameOf = (unit, start) => (unit === 'day' ? dayName : hourName).format(new Date(start))

/** @param {Series} series @param {number} at its position, which selects the color */
const colorClass = ({ rejected, color }, at) => `series-${color ?? (rejected ? 'rejected' : at)}`

/**
 * Requests per period, stacked by key. The drawing is stretched to the page's width, so its labels are outside it.
 * @param {{ chart: Stacked, words: string, mark?: Mark | undefined }} props words: the time that it covers; mark: drawn as a line
 */
export function Chart({ chart: { unit, starts, series, most, total, rejected }, words, mark }) {
  if (most === 0) return html`<p class="quiet">No requests in ${words}</p>`
  const top = niceTop(most)
  const requests =
    rejected > 0 ? `${number(total)} admitted and ${plural(rejected, 'rejected request')}` : plural(total, 'request')
  const label = `${requests} in ${words}, at most ${number(most)} per ${unit}`
  const place = mark && (Date.parse(mark.at) - Date.parse(starts[0] ?? '')) / sizeOf(unit)
  const line = place !== undefined && place >= 0 && place <= starts.length ? place * SLOT : undefined
  const marks = [0, Math.floor(starts.length / 2), starts.length - 1].map(at => starts[at] ?? '')
  return html`<figure class="chart">
    <div class="plot">
      <ol class="scale" aria-hidden="true">
        <li>${number(top)}</li>
        <li>${number(top / 2)}</li>
        <li>0</li>
      </ol>
      <svg viewBox="0 0 ${starts.length * SLOT} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label=${label}>
        ${[0, HEIGHT / 2, HEIGHT].map(y => html`<line key=${y} x1="0" x2=${starts.length * SLOT} y1=${y} y2=${y} />`)}
        ${starts.map((start, at) => html`<${Bar} key=${start} title=${nameOf(unit, start)} at=${at} series=${series} top=${top} />`)}
        ${line !== undefined && html`<line class="mark" x1=${line} x2=${line} y1="0" y2=${HEIGHT} />`}
      </svg>
    </div>
    <ol class="days" aria-hidden="true">
      ${marks.map(start => html`<li key=${start}>${nameOf(unit, start)}</li>`)}
    </ol>
    <figcaption><ul class="legend">
      ${series.map(
        (one, at) => html`<li key=${one.keyId ?? at}>
          <span class="swatch ${colorClass(one, at)}"></span>
          <span><${UserText} text=${one.name ?? ''} /> <span class="quiet">${number(one.total)}</span></span>
        </li>`,
      )}
      ${line !== undefined && html`<li><span class="swatch mark"></span><span>${mark?.words}</span></li>`}
    </ul></figcaption>
  </figure>`
}

/** @param {{ title: string, at: number, series: Series[], top: number }} props */
function Bar({ title, at, series, top }) {
  let y = HEIGHT
  const words = series.flatMap(({ name, requests }) => (requests[at] ? [`${name}: ${number(requests[at])}`] : []))
  return html`<g>
    <title>${[title, ...words].join('\n')}</title>
    <rect class="hover" x=${at * SLOT} y="0" width=${SLOT} height=${HEIGHT} />
    ${series.map((one, index) => {
      const height = ((one.requests[at] ?? 0) / top) * HEIGHT
      y -= height
      return (
        height > 0 &&
        html`<rect key=${index} class=${colorClass(one, index)} x=${at * SLOT + (SLOT - BAR) / 2} y=${y} width=${BAR} height=${height} />`
      )
    })}
  </g>`
}

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
        ${series.map(({ keyId, name }, at) => html`<th key=${keyId ?? at} scope="col"><${UserText} text=${name ?? ''} /></th>`)}
      </tr></thead>
      <tbody>${used.reverse().map(
        ({ start, at }) => html`<tr key=${start}>
          <th scope="row">${nameOf(unit, start)}</th>
          ${series.map(({ keyId, requests }, index) => html`<td key=${keyId ?? index}>${number(requests[at] ?? 0)}</td>`)}
        </tr>`,
      )}</tbody>
    </table></div>
  </details>`
}

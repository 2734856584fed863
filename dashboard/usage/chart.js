import { number, plural } from '../base/format.js'
import { html } from '../base/view.js'
import { periodName } from './period-name.js'
import { usePointed } from './pointed.js'
import { niceTop, sizeOf } from './stack.js'
import { Tip, tipWords } from './tip.js'

/** @import { Series, Stacked } from './stack.js' */

const SLOT = 20
const BAR = 14
const HEIGHT = 200

/** @typedef {{ at: string, words: string }} Mark a time and what happened then */

/**
 * Requests per period, stacked by outcome. The drawing is stretched to the page's width, so its labels are outside it.
 * @param {{ chart: Stacked, words: string, mark?: Mark | undefined }} props words: the time that it covers; mark: drawn as a line
 */
export function Chart({ chart, words, mark }) {
  const { unit, starts, series, most, total, rejected } = chart
  if (most === 0) return html`<p class="quiet">No requests in ${words}</p>`
  const requests =
    rejected > 0 ? `${number(total)} admitted and ${plural(rejected, 'rejected request')}` : plural(total, 'request')
  const label = `${requests} in ${words}, at most ${number(most)} per ${unit}`
  const line = mark && lineOf(mark, chart)
  const names = [0, Math.floor(starts.length / 2), starts.length - 1].map(at => starts[at] ?? '')
  return html`<figure class="chart">
    <${Plot} chart=${chart} label=${label} line=${line} />
    <ol class="days" aria-hidden="true">
      ${names.map(start => html`<li key=${start}>${periodName(unit, start)}</li>`)}
    </ol>
    <figcaption><ul class="legend">
      ${series.map(
        ({ name, color, total }) => html`<li key=${name}>
          <span class="swatch series-${color}"></span>
          <span>${name} <span class="quiet">${number(total)}</span></span>
        </li>`,
      )}
      ${line !== undefined && html`<li><span class="swatch mark"></span><span>${mark?.words}</span></li>`}
    </ul></figcaption>
  </figure>`
}

/** Where a mark is drawn, if the chart covers its time. @param {Mark} mark @param {Stacked} chart */
function lineOf({ at }, { unit, starts }) {
  const place = (Date.parse(at) - Date.parse(starts[0] ?? '')) / sizeOf(unit)
  return place >= 0 && place <= starts.length ? place * SLOT : undefined
}

/** @param {{ chart: Stacked, label: string, line: number | undefined }} props */
function Plot({ chart, label, line }) {
  const { starts, series, most } = chart
  const top = niceTop(most)
  const { at: pointed, pointer, keyboard } = usePointed(starts.length)
  const width = starts.length * SLOT
  return html`<div class="plot">
    <ol class="scale" aria-hidden="true">
      <li>${number(top)}</li>
      <li>${number(top / 2)}</li>
      <li>0</li>
    </ol>
    <div class="bars" ...${pointer}>
      <input type="range" class="unseen" aria-label="Requests per ${chart.unit}" aria-valuetext=${tipWords(chart, keyboard.value)} ...${keyboard} />
      <svg viewBox="0 0 ${width} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label=${label}>
        ${[0, HEIGHT / 2, HEIGHT].map(y => html`<line key=${y} x1="0" x2=${width} y1=${y} y2=${y} />`)}
        ${pointed !== null && html`<rect class="pointed" x=${pointed * SLOT} y="0" width=${SLOT} height=${HEIGHT} />`}
        ${starts.map((start, at) => html`<${Bar} key=${start} at=${at} series=${series} top=${top} />`)}
        ${line !== undefined && html`<line class="mark" x1=${line} x2=${line} y1="0" y2=${HEIGHT} />`}
      </svg>
      ${pointed !== null && html`<${Tip} chart=${chart} at=${pointed} />`}
    </div>
  </div>`
}

/** @param {{ at: number, series: Series[], top: number }} props */
function Bar({ at, series, top }) {
  let y = HEIGHT
  return html`<g>
    ${series.map(({ name, color, requests }) => {
      const height = ((requests[at] ?? 0) / top) * HEIGHT
      y -= height
      return (
        height > 0 &&
        html`<rect key=${name} class="series-${color}" x=${at * SLOT + (SLOT - BAR) / 2} y=${y} width=${BAR} height=${height} />`
      )
    })}
  </g>`
}

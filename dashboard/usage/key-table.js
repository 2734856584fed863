import { number, UserText } from '../base/format.js'
import { html, useState } from '../base/view.js'
import { barsOf, HEIGHT, WIDTH } from '../keys/spark.js'

/** @import { KeyUse } from './by-key.js' */
/** @typedef {KeyUse & { name: string }} NamedUse */

/** The busiest keys. The others are shown on request. */
export const SHOWN = 10

/**
 * Each key's requests by outcome, with their trend over the chart's range.
 * @param {{ keys: NamedUse[], words: string, showAll: () => void, others: number }} props others: how many keys are left out
 */
export function KeyTable({ keys, words, showAll, others }) {
  if (keys.length === 0) return null
  return html`<section class="card">
    <h2 id="by-key">By key</h2>
    <table class="by-key numbers" aria-labelledby="by-key">
      <thead><tr>
        <th scope="col">Key</th><th scope="col" class="trend">Trend</th><th scope="col">Admitted</th>
        <th scope="col">Rejected</th><th scope="col">Rate limited</th>
      </tr></thead>
      <tbody>${keys.map(use => html`<${Row} key=${use.keyId} use=${use} words=${words} />`)}</tbody>
    </table>
    ${others > 0 && html`<p><button type="button" onClick=${showAll}>Show ${number(others)} more</button></p>`}
  </section>`
}

/** @param {{ use: NamedUse, words: string }} props */
const Row = ({ use: { keyId, name, admitted, rejected, total, refused, limited }, words }) => html`<tr>
  <th scope="row"><a href="#/keys/${keyId}"><${UserText} text=${name} /></a></th>
  <td class="trend"><${Trend} admitted=${admitted} rejected=${rejected} words=${words} /></td>
  <td>${number(total)}</td>
  <${Rejected} count=${refused} />
  <${Rejected} count=${limited} />
</tr>`

/**
 * Each key has its own scale: the numbers beside it compare keys.
 * @param {{ admitted: number[], rejected: number[], words: string }} props
 */
function Trend({ admitted, rejected, words }) {
  const most = Math.max(...admitted.map((count, at) => count + Number(rejected[at])))
  return html`<svg class="spark" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Requests in ${words}">
    <path d=${barsOf(admitted, most)} />
    <path class="rejected" d=${barsOf(rejected, most, admitted)} />
  </svg>`
}

/** @param {{ count: number }} props */
const Rejected = ({ count }) => html`<td class=${count > 0 ? 'bad' : ''}>${number(count)}</td>`

/** How many keys the table shows: the busiest ones, or all. */
export function useShown() {
  const [all, setAll] = useState(false)
  return { count: all ? Number.POSITIVE_INFINITY : SHOWN, showAll: () => setAll(true) }
}

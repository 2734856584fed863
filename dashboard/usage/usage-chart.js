import { api } from '../base/api.js'
import { useLoad } from '../base/load.js'
import { namesOf } from '../base/names.js'
import { useRefresh } from '../base/refresh.js'
import { html } from '../base/view.js'
import { Failure } from '../parts/failure.js'
import { Skeleton } from '../parts/skeleton.js'
import { useByKey } from './by-key.js'
import { stackByOutcome } from './by-outcome.js'
import { Chart } from './chart.js'
import { ChartTable } from './chart-table.js'
import { KeyTable, useShown } from './key-table.js'
import { asQuery, RANGES, rangeOf } from './range.js'

/** @import { Mark } from './chart.js' */
/** @import { Range } from './range.js' */
/** @import { Stacked } from './stack.js' */

const REFRESH_SECONDS = 15

/**
 * Requests over time by outcome, of all keys or of one, and below them a table of all keys.
 * @param {object} props
 * @param {string | null} props.range
 * @param {string} [props.keyId]
 * @param {(name: string) => void} props.onRange
 * @param {unknown} [props.children] beside the choice of the range
 * @param {(chart: Stacked) => unknown} props.figures above the chart
 * @param {Mark | undefined} [props.mark]
 */
export function UsageChart({ range: name, keyId = '', onRange, children, figures, mark }) {
  const range = rangeOf(name)
  const shown = useShown()
  const { data, error, loading, outdated, reload } = useLoad(
    signal => read(range, keyId, shown.count, signal),
    [range.title, keyId, shown.count],
  )
  useRefresh(reload, REFRESH_SECONDS)
  return html`<section class="card">
    <div class="title">
      <h2>Requests per ${range.periods.unit}${range.periods.unit === 'day' && ' (UTC)'}</h2>
      <div class="choices">${children}<${RangeChoice} range=${range} onRange=${onRange} /></div>
    </div>
    ${error && html`<${Failure} error=${error} retry=${reload} busy=${loading} />`}
    ${!data && loading && html`<${Skeleton} />`}
    ${
      data &&
      html`<div aria-busy=${outdated}>
        ${figures(data.chart)}
        <${Chart} chart=${data.chart} words=${range.words} mark=${mark} />
        <${ChartTable} chart=${data.chart} />
      </div>`
    }
  </section>
  ${data && html`<${KeyTable} keys=${data.keys} others=${data.others} words=${range.words} showAll=${shown.showAll} />`}`
}

/** @param {{ range: Range, onRange: (name: string) => void }} props */
const RangeChoice = ({ range, onRange }) => html`<fieldset class="segments">
  <legend class="unseen">Period</legend>
  ${Object.entries(RANGES).map(
    ([name, one]) => html`<label key=${name}>
      <input type="radio" name="range" value=${name} checked=${one === range} onChange=${() => onRange(name)} />
      <span>${one.title}</span>
    </label>`,
  )}
</fieldset>`

/**
 * @param {Range} range
 * @param {string} keyId
 * @param {number} shown how many keys the table shows
 * @param {AbortSignal} signal
 */
async function read({ periods }, keyId, shown, signal) {
  const now = Date.now()
  const { data } = await api.usage({ ...asQuery(periods), ...(keyId && { key_id: keyId }) }, { signal })
  const chart = stackByOutcome(data, periods, now)
  if (keyId) return { chart, keys: [], others: 0 }
  const all = useByKey(data, periods, now)
  const busiest = all.slice(0, shown)
  const names = await namesOf(
    busiest.map(({ keyId }) => keyId),
    signal,
  )
  const keys = busiest.map(use => ({ ...use, name: names.get(use.keyId) ?? '' }))
  return { chart, keys, others: all.length - busiest.length }
}

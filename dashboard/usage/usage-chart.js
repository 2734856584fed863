import { api } from '../base/api.js'
import { useLoad } from '../base/load.js'
import { namesOf } from '../base/names.js'
import { useRefresh } from '../base/refresh.js'
import { html } from '../base/view.js'
import { Failure } from '../parts/failure.js'
import { Skeleton } from '../parts/skeleton.js'
import { stackByOutcome } from './by-outcome.js'
import { Chart, ChartTable } from './chart.js'
import { asQuery, RANGES, rangeOf } from './range.js'
import { stack } from './stack.js'

/** @import { Mark } from './chart.js' */
/** @import { Range } from './range.js' */
/** @import { Stacked } from './stack.js' */

const REFRESH_SECONDS = 15

/**
 * Requests over time, of all keys or of one.
 * @param {object} props
 * @param {string | null} props.range
 * @param {string} [props.keyId]
 * @param {(name: string) => void} props.onRange
 * @param {unknown} [props.children] beside the choice of the range
 * @param {(chart: Stacked) => unknown} [props.figures] above the chart
 * @param {Mark | undefined} [props.mark]
 */
export function UsageChart({ range: name, keyId = '', onRange, children, figures, mark }) {
  const range = rangeOf(name)
  const { data, error, loading, outdated, reload } = useLoad(signal => read(range, keyId, signal), [range.title, keyId])
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
        ${figures?.(data)}
        <${Chart} chart=${data} words=${range.words} mark=${mark} />
        <${ChartTable} chart=${data} />
      </div>`
    }
  </section>`
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

/** @param {Range} range @param {string} keyId @param {AbortSignal} signal */
async function read({ periods }, keyId, signal) {
  const { data } = await api.usage({ ...asQuery(periods), ...(keyId && { key_id: keyId }) }, { signal })
  if (keyId) return stackByOutcome(data, periods, Date.now())
  const stacked = stack(data, periods, Date.now())
  const names = await namesOf(
    stacked.series.flatMap(({ keyId }) => keyId ?? []),
    signal,
  )
  const series = stacked.series.map(one => ({ ...one, name: nameOf(one, names) }))
  return { ...stacked, series }
}

/** @param {import('./stack.js').Series} series @param {Map<string, string>} names */
function nameOf({ keyId, rejected }, names) {
  if (rejected) return 'Rejected requests'
  return keyId === null ? 'Other keys' : names.get(keyId)
}

import { api } from '../base/api.js'
import { useLoad } from '../base/load.js'
import { useRefresh } from '../base/refresh.js'
import { setQuery } from '../base/route.js'
import { html } from '../base/view.js'
import { Failure } from '../parts/failure.js'
import { KeyChoice } from '../parts/key-choice.js'
import { Skeleton } from '../parts/skeleton.js'
import { Figures } from './figures.js'
import { LimitNotice } from './limit-notice.js'
import { Meter } from './meter.js'
import { useUnit } from './unit.js'
import { UsageChart } from './usage-chart.js'

/** @import { Stacked } from './stack.js' */

const REFRESH_SECONDS = 15

/**
 * The account's rate-limit windows, and requests over time. The chosen key and range are in the URL.
 * @param {{ query: URLSearchParams }} props
 */
export function Usage({ query }) {
  const { data, error, loading, reload } = useLoad(signal => api.session({ signal }), [])
  const unit = useUnit()
  useRefresh(reload, REFRESH_SECONDS)
  const [range, keyId] = [query.get('range') ?? '', query.get('key_id') ?? '']
  return html`
    <h1>Usage</h1>
    ${error && html`<${Failure} error=${error} retry=${reload} busy=${loading} />`}
    ${!data && loading && html`<${Skeleton} lines=${3} />`}
    ${
      data &&
      html`<${LimitNotice} limits=${data.limits} /><section class="meters" aria-label="Rate limits">
        <${Meter} title="This minute" unit=${unit} window=${data.limits.minute} />
        ${data.limits.day && html`<${Meter} title="Today (UTC)" unit=${unit} window=${data.limits.day} />`}
        ${data.limits.month && html`<${Meter} title="This month (UTC)" unit=${unit} window=${data.limits.month} />`}
      </section>`
    }
    <${UsageChart} range=${range} keyId=${keyId} figures=${figuresOf} onRange=${(/** @type {string} */ range) => setQuery('usage', { range, key_id: keyId })}>
      <${KeyChoice} keyId=${keyId} onChoose=${(/** @type {string} */ key_id) => setQuery('usage', { range, key_id })} />
    <//>
  `
}

/** @param {Stacked} chart */
const figuresOf = chart => html`<${Figures} chart=${chart} />`

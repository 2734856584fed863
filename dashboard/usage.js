import { api } from './api.js'
import { Chart, ChartTable } from './chart.js'
import { Failure } from './failure.js'
import { useLoad, useRefresh } from './load.js'
import { Meter } from './meter.js'
import { namesOf } from './names.js'
import { stack } from './stack.js'
import { html } from './view.js'

/** @import { Session } from '../client/client.js' */

const DAYS = 30
const REFRESH_SECONDS = 15

/** Requests by key, and what is left of the account's two windows. */
export function Usage() {
  const { data, error, loading, reload } = useLoad(read, [])
  useRefresh(reload, REFRESH_SECONDS)
  return html`
    <h1>Usage</h1>
    ${error && html`<${Failure} error=${error} retry=${reload} busy=${loading} />`}
    ${!data && loading && html`<p class="quiet" role="status">Loading…</p>`}
    ${
      data &&
      html`<section class="meters" aria-label="Rate limits">
          <${Meter} title="This minute" window=${data.session.limits.minute} />
          <${Meter} title="Today (UTC)" window=${data.session.limits.day} />
        </section>
        <section class="card">
          <h2>Requests per day, by key</h2>
          <${Chart} chart=${data.chart} />
          <${ChartTable} chart=${data.chart} />
        </section>`
    }
  `
}

/** @param {AbortSignal} signal */
async function read(signal) {
  const [session, usage] = await Promise.all([api.session({ signal }), api.usage({ days: DAYS }, { signal })])
  const stacked = stack(usage.data, DAYS, Date.now())
  const names = await namesOf(
    stacked.series.flatMap(({ keyId }) => keyId ?? []),
    signal,
  )
  const series = stacked.series.map(one => ({ ...one, name: names.get(one.keyId ?? '') ?? 'Other keys' }))
  return { session, chart: { ...stacked, series } }
}

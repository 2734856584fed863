import { number, Time } from '../base/format.js'
import { html } from '../base/view.js'
import { totalOf } from '../usage/by-outcome.js'

/** @import { Key } from '../../client/client.js' */
/** @import { Stacked } from '../usage/stack.js' */

/**
 * What became of a key's requests in the chart's range, and when it was last seen.
 * @param {{ subject: Key, chart: Stacked }} props
 */
export function Figures({ subject: key, chart: { series, total, rejected } }) {
  const limited = totalOf(series, 'limited')
  const seen = [key.last_used_at, key.last_rejected_at].filter(at => at !== null).toSorted()
  return html`<dl class="figures">
    <${Figure} title="Admitted">${number(total)}<//>
    <${Figure} title="Rejected" bad=${rejected > limited}>${number(rejected - limited)}<//>
    <${Figure} title="Rate limited" bad=${limited > 0}>${number(limited)}<//>
    <${Figure} title="Last seen"><${Time} at=${seen.at(-1) ?? null} as="brief" /><//>
  </dl>`
}

/** @param {{ title: string, bad?: boolean, children?: unknown }} props */
const Figure = ({ title, bad = false, children }) =>
  html`<div><dt>${title}</dt><dd class=${bad ? 'bad' : ''}>${children}</dd></div>`

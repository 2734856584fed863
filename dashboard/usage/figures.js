import { number } from '../base/format.js'
import { html } from '../base/view.js'
import { Figure } from '../parts/figure.js'
import { totalOf } from './by-outcome.js'

/** @import { Stacked } from './stack.js' */

/**
 * Counts of requests by outcome.
 * @param {{ chart: Stacked, children?: unknown }} props children: further figures
 */
export function Figures({ chart: { series, total, rejected }, children }) {
  const limited = totalOf(series, 'limited')
  return html`<dl class="figures">
    <${Figure} title="Admitted">${number(total)}<//>
    <${Figure} title="Rejected" bad=${rejected > limited}>${number(rejected - limited)}<//>
    <${Figure} title="Rate limited" bad=${limited > 0}>${number(limited)}<//>
    ${children}
  </dl>`
}

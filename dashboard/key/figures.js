import { Time } from '../base/format.js'
import { html } from '../base/view.js'
import { Figure } from '../parts/figure.js'
import { Figures } from '../usage/figures.js'

/** @import { Key } from '../../client/client.js' */
/** @import { Stacked } from '../usage/stack.js' */

/**
 * Counts of a key's requests by outcome in the chart's range, and when the key was last seen.
 * @param {{ subject: Key, chart: Stacked }} props
 */
export function KeyFigures({ subject: key, chart }) {
  const seen = [key.last_used_at, key.last_rejected_at].filter(at => at !== null).toSorted()
  return html`<${Figures} chart=${chart}>
    <${Figure} title="Last seen"><${Time} at=${seen.at(-1) ?? null} as="brief" /><//>
  <//>`
}

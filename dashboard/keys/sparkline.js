import { plural } from '../base/format.js'
import { html } from '../base/view.js'
import { barsOf, HEIGHT, WIDTH } from './spark.js'

/** @import { Days } from './spark.js' */

/**
 * A key's requests per day. All rows of a list share one scale.
 * @param {{ days: Days | undefined, most: number }} props
 */
export const Sparkline = ({ days, most }) =>
  days &&
  html`<svg class="spark" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${plural(days.total, 'request')} in 30 days">
    <path d=${barsOf(days.admitted, most)} />
    <path class="rejected" d=${barsOf(days.rejected, most, days.admitted)} />
  </svg>`

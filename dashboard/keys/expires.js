import { Moment } from '../base/format.js'
import { html } from '../base/view.js'

/** @import { Key } from '../../client/client.js' */

const DAY_MS = 86_400_000
/** From so long before its end on, the days are counted down, and from then on it is a warning. */
const [NEAR_DAYS, SOON_DAYS] = [30, 7]

/**
 * When a key ends: a day, or how soon.
 * @param {{ subject: Key, exact?: boolean }} props exact: to the minute as well
 */
export function Expires({ subject: { expires_at: at, status }, exact = false }) {
  if (at === null) return html`<span class="quiet">never</span>`
  const days = (Date.parse(at) - Date.now()) / DAY_MS
  const isComing = status === 'active' || status === 'retiring'
  if (!isComing || days > NEAR_DAYS) return html`<${Moment} at=${at} as=${exact ? 'time' : 'day'} />`
  return html`<span class=${days <= SOON_DAYS ? 'soon' : ''}><${Moment} at=${at} />${exact && html`, <${Moment} at=${at} as="time" />`}</span>`
}

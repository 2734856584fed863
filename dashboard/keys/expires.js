import { Time } from '../base/format.js'
import { html } from '../base/view.js'

/** @import { Key } from '../../client/client.js' */

const DAY_MS = 86_400_000
/** An expiry within the next 30 days is shown as a countdown, and within the next 7 days as a warning. */
const [NEAR_DAYS, SOON_DAYS] = [30, 7]

/**
 * @param {{ subject: Key, exact?: boolean }} props exact: with the time of day
 */
export function Expires({ subject: { expires_at: at, status }, exact = false }) {
  if (at === null) return html`<span class="quiet">Never</span>`
  const days = (Date.parse(at) - Date.now()) / DAY_MS
  const isValid = status === 'active' || status === 'retiring'
  // Until the end of the last day: a key that was created to expire in 30 days has some hours more.
  if (!isValid || Math.floor(days) > NEAR_DAYS) return html`<${Time} at=${at} as=${exact ? 'time' : 'briefDay'} />`
  return html`<span class=${days <= SOON_DAYS ? 'soon' : ''}><${Time} at=${at} />${exact && html`, <${Time} at=${at} as="time" />`}</span>`
}

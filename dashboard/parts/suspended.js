import { Time } from '../base/format.js'
import { html } from '../base/view.js'

/** @import { Session } from '../../client/client.js' */

/** Says what a suspended account can still do. @param {{ session: Session }} props */
export const Suspended = ({ session: { suspended_at: since } }) =>
  since &&
  html`<div class="attention" role="status">
    <span class="dot bad"></span>
    <p><strong>This account was suspended on <${Time} at=${since} as="time" />.</strong> Every request with its keys is rejected. You can still look at them, revoke them and report leaks.</p>
  </div>`

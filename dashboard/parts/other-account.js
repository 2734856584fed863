import { html } from '../base/view.js'

/**
 * Says that the page has turned to another account.
 * @param {{ session: ReturnType<typeof import('../base/session.js').useSession> }} props
 */
export const OtherAccount = ({ session: { data, isOther, accept } }) =>
  isOther &&
  data &&
  html`<div class="failure" role="alert">
    <p><strong>Another account has signed in in this browser.</strong></p>
    <p>This page now shows that account, ${data.email ?? html`<code title=${data.account_id}>${data.account_id.slice(0, 8)}…</code>`}, and any change you had not finished was not made.</p>
    <button type="button" onClick=${accept}>OK</button>
  </div>`

import { html } from '../base/view.js'

/**
 * The notice that the page now shows a different account.
 * @param {{ session: ReturnType<typeof import('../base/session.js').useSession> }} props
 */
export const OtherAccount = ({ session: { data, isOther, accept } }) =>
  isOther &&
  data &&
  html`<div class="failure" role="alert">
    <p><strong>This browser is now signed in to a different account.</strong></p>
    <p>This page now shows the account ${data.email ?? html`<code title=${data.account_id}>${data.account_id.slice(0, 8)}…</code>`}. Unfinished changes were discarded.</p>
    <button type="button" onClick=${accept}>OK</button>
  </div>`

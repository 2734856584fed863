import { useSeconds } from '../base/refresh.js'
import { html, useState } from '../base/view.js'
import { messageOf } from './messages.js'

/** @import { ApiError } from '../../client/api-error.js' */

/** @param {ApiError} error */
export const isSignedOut = error => error.code === 'missing_session' || error.code === 'invalid_session'

/** The person is signed in, but without the required second factor. @param {ApiError} error */
export const needsSecondFactor = error => error.code === 'second_factor_required'

/**
 * An error message, with the next step.
 * @param {{ error: ApiError, retry?: () => void, busy?: boolean }} props
 */
export function Failure({ error, retry, busy = false }) {
  const offline = error.code === 'network_error' && !navigator.onLine
  const text = offline ? 'You are offline.' : messageOf(error)
  return html`<div class="failure" role="alert">
    <p><strong>${text}</strong></p>
    ${isSignedOut(error) && html`<p><${SignIn} url=${error.details['sign_in_url']} again=${true} /></p>`}
    ${needsSecondFactor(error) && html`<p><${SecondFactor} url=${error.details['sign_in_url']} /></p>`}
    ${error.requestId && html`<p class="quiet">Request ID <code>${error.requestId}</code></p>`}
    ${retry && error.code !== 'validation_error' && html`<${Retry} key=${error} error=${error} retry=${retry} busy=${busy} />`}
  </div>`
}

/**
 * A button to retry. After a 429, a countdown until the limit resets comes first.
 * @param {{ error: ApiError, retry: () => void, busy: boolean }} props
 */
function Retry({ error, retry, busy }) {
  const wait = error.code === 'rate_limit_exceeded' ? (error.retryAfterSeconds ?? 0) : 0
  const [end] = useState(() => Date.now() / 1000 + wait)
  // `useSeconds` may be up to one second behind, which would show one second too many.
  const left = Math.min(wait, Math.ceil(end - useSeconds()))
  if (wait > 0 && left > 0) return html`<p>Try again in <span class="count">${left}</span> s.</p>`
  return html`<button type="button" onClick=${retry} disabled=${busy}>${busy ? 'Retrying…' : 'Try again'}</button>`
}

/**
 * How to confirm a second factor. A link and not a redirect, because a sign-in page may send a valid session straight back.
 * @param {{ url?: unknown }} props
 */
export function SecondFactor({ url }) {
  if (typeof url !== 'string') return 'Confirm your second factor where you sign in, then try again.'
  return html`<a class="button primary" href=${url} target="_blank" rel="noopener">Confirm second factor</a>`
}

/**
 * How to sign in.
 * @param {{ url?: unknown, again?: boolean }} props
 */
export function SignIn({ url, again = false }) {
  // A new tab keeps what has been entered on this page.
  if (typeof url === 'string')
    return html`<a class="button primary" href=${url} target=${again ? '_blank' : '_self'} rel="noopener">Sign in</a>`
  if ('demo' in document.documentElement.dataset)
    return 'To sign in, open the link that keyward printed when it started.'
  return 'Sign in to your account as usual, then return to this page.'
}

import { api } from '../base/api.js'
import { known } from '../base/load.js'
import { html, useEffect, useState } from '../base/view.js'
import { Failure, isSignedOut } from '../parts/failure.js'
import { Skeleton } from '../parts/skeleton.js'

/** @import { ApiError } from '../../client/api-error.js' */
/** @import { Session } from '../../client/client.js' */

/**
 * @typedef {{ step: 'wait' } | { step: 'ask', session: Session } | { step: 'rejected' } | { step: 'notKept' }
 *   | { step: 'failed', error: ApiError, retry: () => void }} State
 */

/**
 * Signs in by the code of a link. A link can carry anyone's session, so someone who is signed in is asked first.
 * @param {{ code: string, done: () => void }} props
 */
export function Enter({ code, done }) {
  const [state, set] = useState(/** @type {State} */ ({ step: 'wait' }))

  /** @param {() => Promise<void>} act */
  function run(act) {
    set({ step: 'wait' })
    act().catch(error => set({ step: 'failed', error: known(error), retry: () => run(act) }))
  }

  async function look() {
    const session = await current()
    if (session) set({ step: 'ask', session })
    else await signIn()
  }

  async function signIn() {
    if (!(await use(code))) return set({ step: 'rejected' })
    if (await current()) done()
    else set({ step: 'notKept' })
  }

  useEffect(() => run(look), [])

  return html`<main id="content" tabindex="-1"><section class="signed-out">
    <${STEPS[state.step]} ...${state} go=${() => run(signIn)} stay=${done} />
  </section></main>`
}

/** @type {Record<State['step'], (props: any) => unknown>} */
const STEPS = {
  wait: () => html`<${Skeleton} />`,
  failed: ({ error, retry }) => html`<${Failure} error=${error} retry=${retry} />`,
  ask: ({ session: { email, portal, account_id: account }, go, stay }) => html`
    <h1>Switch to another session?</h1>
    <p>You are signed in as ${portal?.label ?? email ?? account}. The link that you opened signs you in to a session of its own, perhaps of another account.</p>
    <p><button type="button" class="primary" onClick=${go}>Switch</button> <button type="button" onClick=${stay}>Stay signed in</button></p>`,
  rejected: () => html`
    <h1>This link no longer works</h1>
    <p>It has expired or has already been used. Go back to where you opened it, and open it again.</p>`,
  notKept: () => html`
    <h1>This page needs HTTPS</h1>
    <p>Your browser did not keep the session, because this page was not opened over HTTPS or cookies are turned off.</p>`,
}

/** @returns {Promise<Session | null>} null if no one is signed in */
function current() {
  return api.session().catch(error => {
    if (isSignedOut(error)) return null
    throw error
  })
}

/** @param {string} code @returns {Promise<boolean>} whether the code was accepted */
async function use(code) {
  try {
    await api.signIn(code)
    return true
  } catch (error) {
    if (known(error).status === 401 || known(error).status === 400) return false
    throw error
  }
}

import { showAccount } from './base/account.js'
import { brand } from './base/brand.js'
import { forgetNames } from './base/names.js'
import { useRoute } from './base/route.js'
import { useSession } from './base/session.js'
import { html, render, useEffect, useState } from './base/view.js'
import { code } from './enter/code.js'
import { Enter } from './enter/enter.js'
import { History } from './history/history.js'
import { KeyPage } from './key/key-page.js'
import { Keys } from './keys/keys.js'
import { AccountMenu } from './parts/account-menu.js'
import { Failure, isSignedOut, SignIn } from './parts/failure.js'
import { OtherAccount } from './parts/other-account.js'
import { Skeleton } from './parts/skeleton.js'
import { Suspended } from './parts/suspended.js'
import { Usage } from './usage/usage.js'

/** @import { Loaded } from './base/load.js' */
/** @import { Session } from '../client/client.js' */

/** @type {Record<string, { title: string, View: Function }>} */
const VIEWS = {
  keys: { title: 'Keys', View: Keys },
  usage: { title: 'Usage', View: Usage },
  history: { title: 'History', View: History },
}

function App() {
  const { name: requested, id, query } = useRoute()
  const name = Object.hasOwn(VIEWS, requested) ? requested : 'keys'
  const { title, View } = /** @type {{ title: string, View: Function }} */ (VIEWS[name])
  const session = useSession()
  const [keyName, setKeyName] = useState('')
  const isOneKey = requested === 'keys' && id !== ''
  useEffect(() => {
    document.title = `${(isOneKey && keyName) || title} · ${brand.name}`
  }, [name, id, keyName])
  const view = isOneKey ? KeyPage : View
  return html`
    <a class="skip" href="#content" onClick=${skip}>Skip to content</a>
    <${Header} current=${name} session=${session.data} />
    <main id="content" tabindex="-1">
      <${OtherAccount} session=${session} />
      <${Body} session=${session} show=${(/** @type {Session} */ session) =>
        html`<${view} key=${`${session.account_id} ${name} ${id}`} id=${id} query=${query} session=${session} onName=${setKeyName} />`} />
    </main>
  `
}

/**
 * Moves the focus without changing the fragment, which holds the route.
 * @param {Event} event
 */
function skip(event) {
  event.preventDefault()
  document.getElementById('content')?.focus()
}

/** The URL in index.html, which contains a hash of the file, so that the browser fetches the icon once. */
const icon = document.querySelector('link[rel=icon]')?.getAttribute('href')

/** @param {{ current: string, session: Session | null }} props */
const Header = ({ current, session }) => html`<header class="top">
  <span class="brand"><img src=${icon} alt="" width="22" height="22" />${brand.name}</span>
  <nav aria-label="Views">
    ${Object.entries(VIEWS).map(
      ([name, { title }]) =>
        html`<a key=${name} href="#/${name}" aria-current=${name === current ? 'page' : undefined}>${title}</a>`,
    )}
    <a href="/docs">Docs</a>
  </nav>
  ${session && html`<${AccountMenu} session=${session} />`}
</header>`

/** @param {{ session: Loaded<Session>, show: (session: Session) => unknown }} props */
function Body({ session: { data, error, reload, loading }, show }) {
  if (data) return html`<${Suspended} session=${data} />${show(data)}`
  if (error && isSignedOut(error)) return html`<${SignedOut} url=${error.details['sign_in_url']} />`
  if (error) return html`<${Failure} error=${error} retry=${reload} busy=${loading} />`
  return html`<${Skeleton} />`
}

/** @param {{ url: unknown }} props */
const SignedOut = ({ url }) => html`<section class="signed-out">
  <h1>Signed out</h1>
  ${typeof url === 'string' && html`<p>Sign in to manage your account’s API keys.</p>`}
  <p><${SignIn} url=${url} /></p>
  <p class="quiet">The API is documented at <a href="/docs">/docs</a>.</p>
</section>`

/** Set while a link is being opened. */
let entering = code

const show = () =>
  render(entering === undefined ? html`<${App} />` : html`<${Enter} code=${entering} done=${enter} />`, document.body)

function enter() {
  entering = undefined
  show()
}

// The back/forward cache may show this page again after a different person has signed in, so leave no data in it.
addEventListener('pagehide', function leave() {
  render(null, document.body)
  showAccount(undefined)
  forgetNames()
})
addEventListener('pageshow', event => event.persisted && show())
show()

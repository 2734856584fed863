import { showAccount } from './base/account.js'
import { connectTo } from './base/api.js'
import { forgetNames } from './base/names.js'
import { go, keepRouteInMemory, useRoute } from './base/route.js'
import { useSession } from './base/session.js'
import { html, render } from './base/view.js'
import { KeyPage } from './key/key-page.js'
import { Keys } from './keys/keys.js'
import { Failure } from './parts/failure.js'
import { OtherAccount } from './parts/other-account.js'
import { Skeleton } from './parts/skeleton.js'
import { Suspended } from './parts/suspended.js'
import css from './style/element.css'

/**
 * The origin that this module was loaded from: keyward, unless the module was bundled. Depending on the bundle's format,
 * `import.meta.url` is then missing or a file URL.
 */
const OWN_ORIGIN = originOf(import.meta.url)

/** @param {string | undefined} url @returns {string | undefined} undefined unless it is an http or https URL */
function originOf(url) {
  const { origin = 'null' } = URL.parse(url ?? '') ?? {}
  return origin === 'null' ? undefined : origin
}

/** Server-side rendering imports this module where HTMLElement does not exist. */
const Element = globalThis.HTMLElement ?? Object

/**
 * `<keyward-keys>` shows the signed-in person's keys on your page. Use one per page, because its state is global.
 * Attribute `service`: the origin of keyward. Property `accessToken`: see `ClientOptions` in client.js.
 */
class KeywardKeys extends Element {
  static observedAttributes = ['service']
  /** @type {(() => Promise<string | undefined>) | undefined} */
  #accessToken

  get accessToken() {
    return this.#accessToken
  }
  /**
   * A framework sets a new function at every rendering if it is written inline. The element only starts over when a token
   * function appears or disappears, so an open form or an unsaved secret stays.
   */
  set accessToken(accessToken) {
    const isOther = (this.#accessToken === undefined) !== (accessToken === undefined)
    this.#accessToken = accessToken
    if (isOther && this.isConnected) this.#show()
  }

  connectedCallback() {
    this.#takeEarlyToken()
    if (!this.shadowRoot) prepare(this.attachShadow({ mode: 'open' }))
    this.#show()
    addEventListener('pagehide', this.#leave)
    addEventListener('pageshow', this.#return)
  }

  /** Also called for initial attributes, before the element is connected. */
  attributeChangedCallback(/** @type {string} */ _name, /** @type {string} */ before, /** @type {string} */ after) {
    if (before !== after && this.shadowRoot && this.isConnected) this.#show()
  }

  disconnectedCallback() {
    removeEventListener('pagehide', this.#leave)
    removeEventListener('pageshow', this.#return)
    this.#leave()
  }

  /** The back/forward cache may show this page again after a different person has signed in, so leave no data in it. */
  #leave = () => {
    if (this.shadowRoot) render(null, this.shadowRoot)
    showAccount(undefined)
    forgetNames()
  }

  /** @param {PageTransitionEvent} event */
  #return = ({ persisted }) => {
    if (persisted) this.#show()
  }

  /** A token function that was set before this module was loaded is an own property that hides the accessor. */
  #takeEarlyToken() {
    if (!Object.hasOwn(this, 'accessToken')) return
    const { accessToken } = this
    Reflect.deleteProperty(this, 'accessToken')
    this.#accessToken = accessToken
  }

  #show() {
    const { shadowRoot } = this
    const service = this.getAttribute('service')
    const baseUrl = service ? new URL(service, location.href).origin : (OWN_ORIGIN ?? location.origin)
    const accessToken = this.#accessToken && (async () => this.#accessToken?.())
    connectTo({ baseUrl, ...(accessToken && { accessToken }) })
    if (!shadowRoot) return
    this.#leave()
    render(html`<${Content} />`, shadowRoot)
  }
}

/** @param {ShadowRoot} root */
function prepare(root) {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  root.adoptedStyleSheets = [sheet]
  // Routes stay in memory: the URL's fragment belongs to the host page.
  root.addEventListener('click', event => {
    const link = event.target instanceof Element ? event.target.closest('a[href^="#/"]') : null
    if (!link) return
    event.preventDefault()
    go(link.getAttribute('href') ?? '')
  })
}

function Content() {
  const { id, query } = useRoute()
  const session = useSession()
  const { data, error, loading, reload } = session
  if (!data && error) return html`<${Failure} error=${error} retry=${reload} busy=${loading} />`
  if (!data) return html`<${Skeleton} />`
  const view = id ? KeyPage : Keys
  return html`
    <${OtherAccount} session=${session} />
    <${Suspended} session=${data} />
    <${view} key=${`${data.account_id} ${id}`} id=${id} query=${query} session=${data} />
  `
}

keepRouteInMemory()
if (globalThis.customElements && !customElements.get('keyward-keys')) customElements.define('keyward-keys', KeywardKeys)

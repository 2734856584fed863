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
import css from './style/element.css'

/**
 * Where this module was loaded from, which is the service itself unless it was bundled. Bundles of some formats leave
 * `import.meta` empty, and others name a file.
 */
const OWN_ORIGIN = originOf(import.meta.url)

/** @param {string | undefined} url @returns {string | undefined} undefined unless it is a web address */
function originOf(url) {
  const { origin = 'null' } = URL.parse(url ?? '') ?? {}
  return origin === 'null' ? undefined : origin
}

/** On a server, which renders pages with this module among their imports, there are no elements to extend. */
const Element = globalThis.HTMLElement ?? Object

/**
 * `<keyward-keys>`: the keys of the signed-in person, on a page of yours. One on a page: what is shown is kept once.
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
   * Frameworks that get the function inline set another one at every rendering. Only whether there is one changes what is
   * shown: a form that is being filled in, or a secret that is not saved yet, stays.
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

  /** Those that are there at first come before it is shown. */
  attributeChangedCallback(/** @type {string} */ _name, /** @type {string} */ before, /** @type {string} */ after) {
    if (before !== after && this.shadowRoot && this.isConnected) this.#show()
  }

  disconnectedCallback() {
    removeEventListener('pagehide', this.#leave)
    removeEventListener('pageshow', this.#return)
    this.#leave()
  }

  /** The browser may keep the page as it is left and show it again, whoever is signed in by then. */
  #leave = () => {
    if (this.shadowRoot) render(null, this.shadowRoot)
    showAccount(undefined)
    forgetNames()
  }

  /** @param {PageTransitionEvent} event */
  #return = ({ persisted }) => {
    if (persisted) this.#show()
  }

  /** Given before this module was loaded, it is a property of the element itself and hides the accessor. */
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
  // The fragment of the page's address is the page's own.
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
    <${view} key=${`${data.account_id} ${id}`} id=${id} query=${query} session=${data} />
  `
}

keepRouteInMemory()
if (globalThis.customElements && !customElements.get('keyward-keys')) customElements.define('keyward-keys', KeywardKeys)

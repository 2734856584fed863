import { api, connectTo } from './base/api.js'
import { useLoad } from './base/load.js'
import { go, keepRouteInMemory, useRoute } from './base/route.js'
import { html, render } from './base/view.js'
import { KeyPage } from './key/key-page.js'
import { Keys } from './keys/keys.js'
import { Failure } from './parts/failure.js'
import { Skeleton } from './parts/skeleton.js'
import css from './style/element.css'

/** Where this module was loaded from, which is the service itself unless it was bundled. */
const { origin } = new URL(import.meta.url)

/**
 * `<keyward-keys>`: the keys of the signed-in person, on a page of yours. One on a page: what is shown is kept once.
 * Attribute `service`: the origin of keyward. Property `accessToken`: see `ClientOptions` in client.js.
 */
class KeywardKeys extends HTMLElement {
  static observedAttributes = ['service']
  /** @type {(() => Promise<string | undefined>) | undefined} */
  #accessToken

  get accessToken() {
    return this.#accessToken
  }
  set accessToken(accessToken) {
    this.#accessToken = accessToken
    if (this.isConnected) this.#show()
  }

  connectedCallback() {
    this.#takeEarlyToken()
    if (!this.shadowRoot) prepare(this.attachShadow({ mode: 'open' }))
    this.#show()
  }

  /** Those that are there at first come before it is shown. */
  attributeChangedCallback(/** @type {string} */ _name, /** @type {string} */ before, /** @type {string} */ after) {
    if (before !== after && this.shadowRoot && this.isConnected) this.#show()
  }

  disconnectedCallback() {
    if (this.shadowRoot) render(null, this.shadowRoot)
  }

  /** Given before this module was loaded, it is a property of the element itself and hides the accessor. */
  #takeEarlyToken() {
    if (!Object.hasOwn(this, 'accessToken')) return
    const { accessToken } = this
    Reflect.deleteProperty(this, 'accessToken')
    this.#accessToken = accessToken
  }

  #show() {
    const { shadowRoot, accessToken } = this
    const service = this.getAttribute('service')
    const baseUrl = service ? new URL(service, location.href).origin : origin
    connectTo({ baseUrl, ...(accessToken && { accessToken }) })
    if (!shadowRoot) return
    render(null, shadowRoot)
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
  const { data: session, error, loading, reload } = useLoad(signal => api.session({ signal }), [])
  if (error) return html`<${Failure} error=${error} retry=${reload} busy=${loading} />`
  if (!session) return html`<${Skeleton} />`
  const view = id ? KeyPage : Keys
  return html`<${view} key=${id} id=${id} query=${query} session=${session} />`
}

keepRouteInMemory()
if (!customElements.get('keyward-keys')) customElements.define('keyward-keys', KeywardKeys)

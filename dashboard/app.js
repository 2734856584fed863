import { api } from './api.js'
import { Failure, isSignedOut, SignIn } from './failure.js'
import { Keys } from './keys.js'
import { useLoad } from './load.js'
import { useRoute } from './route.js'
import { html, render, useEffect, useState } from './view.js'

/** @type {Record<string, { title: string, load: () => Promise<Function> }>} */
const VIEWS = {
  keys: { title: 'Keys', load: async () => Keys },
  // What only these need is not part of the first view.
  usage: { title: 'Usage', load: async () => (await import('./usage.js')).Usage },
  history: { title: 'History', load: async () => (await import('./history.js')).History },
}

function App() {
  const route = useRoute()
  const name = route.name in VIEWS ? route.name : 'keys'
  const session = useLoad(signal => api.session({ signal }), [])
  const title = VIEWS[name]?.title
  useEffect(() => {
    document.title = `${title} · keyward`
  }, [title])
  return html`
    <a class="skip" href="#content" onClick=${skip}>Skip to content</a>
    <${Header} current=${name} session=${session} />
    <main id="content" tabindex="-1"><${Body} name=${name} query=${route.query} session=${session} /></main>
  `
}

/**
 * The fragment names the view, so that jumping to the content must not change it.
 * @param {Event} event
 */
function skip(event) {
  event.preventDefault()
  document.getElementById('content')?.focus()
}

/** @param {{ current: string, session: import('./load.js').Loaded<import('../client/client.js').Session> }} props */
function Header({ current, session: { data } }) {
  return html`<header class="top">
    <a class="brand" href="#/keys"><img src="/dashboard/icon.svg" alt="" width="22" height="22" />keyward</a>
    <nav aria-label="Views">
      ${Object.entries(VIEWS).map(
        ([name, { title }]) =>
          html`<a key=${name} href="#/${name}" aria-current=${name === current ? 'page' : undefined}>${title}</a>`,
      )}
      <a href="/docs">API</a>
    </nav>
    ${
      data &&
      html`<p class="account">
        <span class="tier">${data.tier}</span>
        <span>account <code title=${data.account_id}>${data.account_id.slice(0, 8)}…</code></span>
      </p>`
    }
  </header>`
}

/** @param {{ name: string, query: URLSearchParams, session: import('./load.js').Loaded<import('../client/client.js').Session> }} props */
function Body({ name, query, session: { data, error, reload, loading } }) {
  if (data) return html`<${View} key=${name} name=${name} query=${query} session=${data} />`
  if (error && isSignedOut(error)) return html`<${SignedOut} url=${error.details['sign_in_url']} />`
  return html`
    <h1>${VIEWS[name]?.title}</h1>
    ${
      error
        ? html`<${Failure} error=${error} retry=${reload} busy=${loading} />`
        : html`<p class="quiet" role="status">Loading…</p>`
    }
  `
}

/** @param {{ name: string, query: URLSearchParams, session: import('../client/client.js').Session }} props */
function View({ name, query, session }) {
  const [component, setComponent] = useState(
    /** @type {{ view: Function } | null} */ (name === 'keys' ? { view: Keys } : null),
  )
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    VIEWS[name]?.load().then(
      view => setComponent({ view }),
      () => setFailed(true),
    )
  }, [name])
  if (component) return html`<${component.view} query=${query} session=${session} />`
  if (failed) return html`<p role="alert">This view failed to load. <a href="/">Reload the page</a></p>`
  return html`<p class="quiet" role="status">Loading…</p>`
}

/** @param {{ url: unknown }} props */
const SignedOut = ({ url }) => html`<section class="signed-out">
  <h1>Signed out</h1>
  <p>Sign in to manage the API keys of your account.</p>
  <p><${SignIn} url=${url} /></p>
  <p class="quiet">The API is documented at <a href="/docs">/docs</a>.</p>
</section>`

render(html`<${App} />`, document.body)

import { api } from '../base/api.js'
import { Time } from '../base/format.js'
import { useLoad } from '../base/load.js'
import { useRefresh } from '../base/refresh.js'
import { html } from '../base/view.js'

/** An instance records a key's first use within a second. */
const LOOK_SECONDS = 1.5

/** Waits for the first request with a new key. @param {{ id: string }} props */
export function FirstUse({ id }) {
  const { data, reload } = useLoad(signal => api.getKey(id, { signal }), [id])
  const used = data?.last_used_at ?? null
  return html`<div><p class="first-use ${used ? 'good' : ''}" role="status">
    <span class="dot ${used ? 'good' : 'idle'}"></span>
    ${used ? html`First request admitted: <${Time} at=${used} as="exact" />` : html`Waiting for the first request… <${Polling} look=${reload} />`}
  </p></div>`
}

/** @param {{ look: () => void }} props */
function Polling({ look }) {
  useRefresh(look, LOOK_SECONDS)
  return null
}

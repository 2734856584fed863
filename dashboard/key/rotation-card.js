import { api } from '../base/api.js'
import { Time } from '../base/format.js'
import { useLoad } from '../base/load.js'
import { html } from '../base/view.js'

/** @import { Key } from '../../client/client.js' */
/** @import { Act } from '../keys/key-actions.js' */

/**
 * The three steps of a running rotation: the new key is created, it is first used, and the old key stops.
 * @param {{ subject: Key, act: Act }} props subject: the old key
 */
export function RotationCard({ subject: key, act }) {
  const successor = key.replaced_by ?? ''
  const { data } = useLoad(signal => api.getKey(successor, { signal }), [successor])
  const used = key.grace_started_at
  return html`<section class="card rotation" aria-label="Rotation">
    <ol>
      <${Step} title="New key created" done><a href="#/keys/${successor}">Successor</a>${data && html`, <${Time} at=${data.created_at} as="time" />`}<//>
      <${Step} title="First request with it" done=${used !== null} current=${used === null}>${used ? html`<${Time} at=${used} as="time" />` : 'Successor not used yet'}<//>
      <${Step} title="This key stops" current=${used !== null}>${!used && 'At the latest '}<${Time} at=${key.expires_at} as="time" /><//>
    </ol>
    <div class="buttons">
      <button type="button" onClick=${() => act({ kind: 'revoke', key })}>Finish now…</button>
      <button type="button" class="ghost" onClick=${() => act({ kind: 'cancel', key })}>Cancel rotation…</button>
    </div>
  </section>`
}

/** @param {{ title: string, done?: boolean, current?: boolean, children?: unknown }} props */
const Step = ({ title, done = false, current = false, children }) => html`
  <li class=${done ? 'done' : ''} aria-current=${current ? 'step' : undefined}>
    <span>${title}</span>
    <span class="line quiet">${children}</span>
  </li>`

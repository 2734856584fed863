import { html } from '../base/view.js'

/** @import { KeyFilter } from './key-filter.js' */

/** @type {Record<KeyFilter['status'], string>} */
const NONE = {
  active: 'No active keys',
  retiring: 'No keys are being rotated',
  expired: 'No expired keys',
  revoked: 'No revoked keys',
  to_be_rotated: 'No keys of people who have left',
  still_used: 'No revoked or expired keys are being called',
  all: 'No keys',
}

/**
 * The empty state of the list, with the next step.
 * @param {{ filter: KeyFilter, hasKeys: boolean, outdated: boolean }} props
 */
export function NoKeys({ filter: { status, q }, hasKeys, outdated }) {
  if (q)
    return html`<div class="empty" aria-busy=${outdated}>
      <h2>No matching keys</h2>
      <p class="quiet">Search by name, prefix, last 4 characters or ID, or paste a key.</p>
      ${status !== 'all' && html`<p><a class="button" href="#/keys?${new URLSearchParams({ status: 'all', q })}">Search all keys</a></p>`}
    </div>`
  if (hasKeys)
    return html`<div class="empty" aria-busy=${outdated}>
      <h2>${NONE[status]}</h2>
      ${status !== 'all' && html`<p><a class="button" href="#/keys?status=all">Show all keys</a></p>`}
    </div>`
  return html`<div class="empty first-run" aria-busy=${outdated}>
    <h2>Make your first request</h2>
    <ol>
      <li><strong>Create a key.</strong> A name is enough.</li>
      <li><strong>Send it with a request.</strong> You get the command for curl, Node, Python or Go.</li>
      <li><strong>Watch it arrive.</strong> The page tells you within seconds.</li>
    </ol>
    <p><a href="/docs">How to use a key</a></p>
  </div>`
}

import { html, useEffect, useRef, useState } from './view.js'

/** @typedef {'all' | 'active' | 'retiring' | 'revoked' | 'expired'} Status */

/** @type {Status[]} */
const STATUSES = ['all', 'active', 'retiring', 'revoked', 'expired']
const TYPING_MS = 200

/**
 * Which keys are shown, as the address says, so that it can be sent on and found again.
 * @param {URLSearchParams} query
 * @returns {{ status: Status, q: string }}
 */
export function filterOf(query) {
  const status = STATUSES.find(one => one === query.get('status')) ?? 'all'
  return { status, q: query.get('q') ?? '' }
}

/** @param {{ status: Status, q: string }} filter */
function show({ status, q }) {
  const query = new URLSearchParams({ ...(status !== 'all' && { status }), ...(q && { q }) })
  // Typing is not a way that somebody goes back step by step.
  history.replaceState(null, '', `#/keys${query.size > 0 ? `?${query}` : ''}`)
  dispatchEvent(new Event('hashchange'))
}

/** @param {{ status: Status, q: string }} props */
export function KeyFilter({ status, q }) {
  const [typed, setTyped] = useState(q)
  const shown = useRef(q)
  useEffect(() => {
    const wanted = withoutSecret(typed.trim())
    if (wanted === q) return
    const timer = setTimeout(() => {
      shown.current = wanted
      show({ status, q: wanted })
    }, TYPING_MS)
    return () => clearTimeout(timer)
  }, [typed])
  useEffect(() => {
    // Not what was typed here: somebody followed a link, or went back.
    if (q !== shown.current) setTyped(q)
    shown.current = q
  }, [q])
  return html`<form class="filter" role="search" onSubmit=${preventDefault}>
    <fieldset>
      <legend class="unseen">Status</legend>
      ${STATUSES.map(
        one => html`<label key=${one}>
          <input type="radio" name="status" value=${one} checked=${one === status} onChange=${() => show({ status: one, q })} />
          <span>${one[0]?.toUpperCase()}${one.slice(1)}</span>
        </label>`,
      )}
    </fieldset>
    <input type="search" aria-label="Search by name, prefix or ID" placeholder="Search by name, prefix or ID" maxlength="100" value=${typed}
      onInput=${(/** @type {Event & { currentTarget: HTMLInputElement }} */ event) => setTyped(event.currentTarget.value)} />
  </form>`
}

/**
 * Whoever pastes a whole key means that key: how it begins is enough, and its secret belongs in no address.
 * @param {string} text
 */
const withoutSecret = text => text.replace(/^(sk_live_[0-9A-Za-z]{8})_\S*$/, '$1')

/** @param {Event} event */
const preventDefault = event => event.preventDefault()

import { LIMITS } from '../base/limits.js'
import { isPrefix, withoutSecret } from '../base/secrets.js'
import { html, useEffect, useRef, useState } from '../base/view.js'

const TYPING_MS = 200

/**
 * A search box that searches while the reader types. A pasted key becomes a chip with its prefix, so that the secret is
 * neither shown nor put into the URL.
 * @param {{ label: string, placeholder?: string, q: string, onSearch: (q: string) => void }} props
 */
export function Search({ label, placeholder = label, q, onSearch }) {
  const [typed, setTyped] = useState(isPrefix(q) ? '' : q)
  const shown = useRef(q)
  const timer = useRef(/** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined))
  const box = useRef(/** @type {HTMLInputElement | null} */ (null))
  const chip = typed === '' && isPrefix(q) ? q : ''
  /** @param {string} next */
  function search(next) {
    shown.current = next
    onSearch(next)
  }
  /** @param {string} text */
  function type(text) {
    clearTimeout(timer.current)
    const next = withoutSecret(text)
    setTyped(next === text ? text : '')
    // Also if the state is the same, the box must not keep the secret.
    if (next !== text && box.current) box.current.value = ''
    if (next !== text) search(next)
    else timer.current = setTimeout(() => search(text.trim()), TYPING_MS)
  }
  function remove() {
    search('')
    box.current?.focus()
  }
  useEffect(() => {
    // The query changed from outside, by a link or by *Back*.
    if (q !== shown.current) setTyped(isPrefix(q) ? '' : q)
    shown.current = q
  }, [q])
  useEffect(() => () => clearTimeout(timer.current), [])
  return html`<div class="search">
    ${chip && html`<span class="chip"><code>${chip}…</code><button type="button" aria-label="Remove ${chip} from the search" onClick=${remove}>×</button></span>`}
    <input ref=${box} type="search" aria-label=${label} placeholder=${chip ? '' : placeholder} maxlength=${LIMITS.search} value=${typed}
      onInput=${(/** @type {Event & { currentTarget: HTMLInputElement }} */ event) => type(event.currentTarget.value)}
      onKeyDown=${(/** @type {KeyboardEvent} */ event) => event.key === 'Backspace' && chip && typed === '' && remove()} />
    <kbd aria-hidden="true">/</kbd>
  </div>`
}

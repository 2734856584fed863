import { html, useEffect, useRef, useState } from '../base/view.js'

const TYPING_MS = 200

/**
 * A box that searches as one types, and says what is searched for.
 * @param {{ label: string, placeholder?: string, q: string, onSearch: (q: string) => void }} props
 */
export function Search({ label, placeholder = label, q, onSearch }) {
  const [typed, setTyped] = useState(q)
  const shown = useRef(q)
  useEffect(() => {
    const wanted = withoutSecret(typed.trim())
    if (wanted === q) return
    const timer = setTimeout(() => {
      shown.current = wanted
      onSearch(wanted)
    }, TYPING_MS)
    return () => clearTimeout(timer)
  }, [typed])
  useEffect(() => {
    // Not what was typed here: somebody followed a link, or went back.
    if (q !== shown.current) setTyped(q)
    shown.current = q
  }, [q])
  return html`<input type="search" aria-label=${label} placeholder=${placeholder} maxlength="100" value=${typed}
    onInput=${(/** @type {Event & { currentTarget: HTMLInputElement }} */ event) => setTyped(event.currentTarget.value)} />`
}

/**
 * Whoever pastes a key means that key, whatever stands around it: whole, or as the list shows it. How it begins is
 * enough, and its secret belongs in no address.
 * @param {string} text
 */
const withoutSecret = text => /(sk_live_[0-9A-Za-z]{8})[_…]/.exec(text)?.[1] ?? text

import { LIMITS } from '../base/limits.js'
import { withoutSecret } from '../base/secrets.js'
import { html, useEffect, useRef, useState } from '../base/view.js'

const TYPING_MS = 200

/**
 * A search box that searches while the reader types.
 * @param {{ label: string, placeholder?: string, q: string, onSearch: (q: string) => void }} props
 */
export function Search({ label, placeholder = label, q, onSearch }) {
  const [typed, setTyped] = useState(q)
  const shown = useRef(q)
  useEffect(() => {
    const next = withoutSecret(typed.trim())
    if (next === q) return
    const timer = setTimeout(() => {
      shown.current = next
      onSearch(next)
    }, TYPING_MS)
    return () => clearTimeout(timer)
  }, [typed])
  useEffect(() => {
    // The query changed from outside, by a link or by *Back*.
    if (q !== shown.current) setTyped(q)
    shown.current = q
  }, [q])
  return html`<input type="search" aria-label=${label} placeholder=${placeholder} maxlength=${LIMITS.search} value=${typed}
    onInput=${(/** @type {Event & { currentTarget: HTMLInputElement }} */ event) => setTyped(event.currentTarget.value)} />`
}

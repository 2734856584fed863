import { html, useEffect, useState } from '../base/view.js'

const SHOWN_MS = 12_000

/** A message about a completed action. It disappears after 12 s, but not while it has the pointer or the focus. */
export function useNotice() {
  const [notice, setNotice] = useState({ words: '', round: 0 })
  return { ...notice, say: (/** @type {string} */ words) => setNotice(({ round }) => ({ words, round: round + 1 })) }
}

/** @param {{ notice: ReturnType<typeof useNotice> }} props */
export function Notice({ notice: { words, round, say } }) {
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (words === '' || held) return
    const timer = setTimeout(() => say(''), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [words, round, held])
  const hold = { onMouseEnter: () => setHeld(true), onFocusIn: () => setHeld(true) }
  const leave = { onMouseLeave: () => setHeld(false), onFocusOut: () => setHeld(false) }
  function dismiss() {
    setHeld(false)
    say('')
  }
  return html`<div class="notice" ...${hold} ...${leave}>
    <p role="status">${words}</p>
    ${words && html`<button type="button" class="close" aria-label="Dismiss" onClick=${dismiss}>×</button>`}
  </div>`
}

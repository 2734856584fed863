import { html, useLayoutEffect, useRef } from '../base/view.js'

/** @type {Record<string, number>} */
const STEPS = { ArrowRight: 1, ArrowLeft: -1 }

/**
 * Buttons that share one tab stop; the arrow keys move between them (w3.org/WAI/ARIA/apg, Toolbar).
 * @param {{ label: string, class?: string, children?: unknown }} props
 */
export function Toolbar({ label, class: name = '', children }) {
  const ref = useRef(/** @type {HTMLDivElement | null} */ (null))
  const buttons = () => /** @type {HTMLElement[]} */ ([...(ref.current?.querySelectorAll(':scope > button') ?? [])])
  /** @param {HTMLElement | undefined} stop */
  function stopAt(stop) {
    for (const button of buttons()) button.tabIndex = button === stop ? 0 : -1
  }
  useLayoutEffect(() => {
    const all = buttons()
    const stops = all.filter(({ tabIndex }) => tabIndex === 0)
    if (stops.length !== 1) stopAt(all[0])
  })
  /** @param {KeyboardEvent} event */
  function move(event) {
    const all = buttons()
    const at = all.indexOf(/** @type {HTMLElement} */ (event.target))
    const next = all.at((at + (STEPS[event.key] ?? 0)) % all.length)
    if (at < 0 || !(event.key in STEPS)) return
    event.preventDefault()
    stopAt(next)
    next?.focus()
  }
  return html`<div ref=${ref} class=${name} role="toolbar" aria-label=${label} onKeyDown=${move}>${children}</div>`
}

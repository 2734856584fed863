import { html, useRef } from '../base/view.js'

/** Below this share of the window's height, the list opens above its button. */
const LOW = 0.7
/** Closer to the left edge than this, the list is aligned with its button's left edge, otherwise with the right. */
const WIDE_PX = 200
/** @type {Record<string, number>} */
const STEPS = { ArrowDown: 1, ArrowUp: -1 }

/**
 * A button that opens a list of further buttons. The browser closes the list on Escape and on a click elsewhere.
 * @param {{ id: string, label: string, words?: string, children?: unknown }} props words: on the button
 */
export function Menu({ id, label, words = '⋯', children }) {
  const button = useRef(/** @type {HTMLButtonElement | null} */ (null))
  const list = useRef(/** @type {HTMLDivElement | null} */ (null))
  /** @param {ToggleEvent} event */
  function place(event) {
    if (event.newState !== 'open' || !button.current || !list.current) return
    const { top, left, right, bottom } = button.current.getBoundingClientRect()
    const { clientWidth, clientHeight } = document.documentElement
    const above = bottom > clientHeight * LOW
    const { style } = list.current
    style.left = right < WIDE_PX ? `${left}px` : 'auto'
    style.right = right < WIDE_PX ? 'auto' : `${clientWidth - right}px`
    style.top = above ? 'auto' : `${bottom + scrollY}px`
    style.bottom = above ? `${clientHeight - top - scrollY}px` : 'auto'
  }
  const items = () =>
    /** @type {HTMLElement[]} */ ([...(list.current?.querySelectorAll(':scope > :is(button, a)') ?? [])]).filter(item =>
      item.checkVisibility(),
    )
  /** @param {ToggleEvent} event */
  function enter(event) {
    if (event.newState === 'open') items()[0]?.focus()
  }
  /** @param {KeyboardEvent} event */
  function move(event) {
    const step = STEPS[event.key]
    if (step === undefined) return
    event.preventDefault()
    const all = items()
    all.at((all.indexOf(/** @type {HTMLElement} */ (event.target)) + step) % all.length)?.focus()
  }
  const close = () => list.current?.hidePopover()
  return html`
    <button ref=${button} id=${id} type="button" class="more" aria-label=${label} popovertarget="${id}-list">${words}</button>
    <div ref=${list} id="${id}-list" class="menu" popover="auto" onBeforeToggle=${place} onToggle=${enter} onClickCapture=${close} onKeyDown=${move}>
      ${children}
    </div>
  `
}

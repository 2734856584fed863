import { useLayoutEffect, useRef } from '../base/view.js'

/** @type {Record<string, number>} */
const STEPS = { ArrowRight: 1, ArrowLeft: -1 }
const TOOLS = '.select input, .copy button, .actions > button'

/**
 * A row has two tab stops: the key's name, and its controls. The arrow keys move between the controls, so that a long list
 * stays short for the keyboard. A click beside them opens the key.
 */
export function useRowTools() {
  const ref = useRef(/** @type {HTMLElement | null} */ (null))
  const all = () => /** @type {HTMLElement[]} */ ([...(ref.current?.querySelectorAll(TOOLS) ?? [])])
  const shown = () => all().filter(tool => tool.checkVisibility())
  /** @param {HTMLElement | undefined} stop */
  function stopAt(stop) {
    for (const tool of all()) tool.tabIndex = tool === stop ? 0 : -1
  }
  useLayoutEffect(() => {
    const tools = shown()
    const stops = all().filter(({ tabIndex }) => tabIndex === 0)
    if (stops.length !== 1 || !stops[0]?.checkVisibility())
      stopAt(tools.find(tool => tool.closest('.actions')) ?? tools[0])
  })
  /** @param {KeyboardEvent} event */
  function onKeyDown(event) {
    const tools = shown()
    const at = tools.indexOf(/** @type {HTMLElement} */ (event.target))
    if (at < 0 || !(event.key in STEPS)) return
    const next = tools.at((at + (STEPS[event.key] ?? 0)) % tools.length)
    event.preventDefault()
    stopAt(next)
    next?.focus()
  }
  /** @param {MouseEvent} event */
  function onClick(event) {
    const isControl = event.target instanceof Element && event.target.closest('a, button, input, label, [popover]')
    if (isControl || getSelection()?.toString()) return
    // A copy of the click, so that Ctrl and ⌘ open a new tab as they do on the link itself.
    ref.current?.querySelector('th a')?.dispatchEvent(new MouseEvent('click', event))
  }
  return { ref, onKeyDown, onClick }
}

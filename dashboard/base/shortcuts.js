import { useEffect, useState } from './view.js'

const STORED = 'keyward-shortcuts'
const FIELDS = 'input:not([type=checkbox], [type=radio]), textarea, select, dialog, [contenteditable], [popover]'

/** Single keys can get in the way of speech input, so they can be turned off (WCAG 2.1.4). */
export const areShortcutsOn = () => localStorage.getItem(STORED) !== 'off'

/** @returns {[on: boolean, toggle: () => void]} */
export function useShortcutSetting() {
  const [on, setOn] = useState(areShortcutsOn())
  function toggle() {
    localStorage.setItem(STORED, on ? 'off' : 'on')
    setOn(!on)
  }
  return [on, toggle]
}

/**
 * Calls back for single keys that are pressed outside of fields, dialogs and menus. In the element, only keys that are
 * pressed inside of it count: the others belong to the host page.
 * @param {{ current: HTMLElement | null }} inside
 * @param {Record<string, () => void>} actions by key
 */
export function useShortcuts(inside, actions) {
  useEffect(() => {
    const root = inside.current?.getRootNode() ?? document
    /** @param {Event} event */
    function press(event) {
      const { key, ctrlKey, metaKey, altKey, target, defaultPrevented } = /** @type {KeyboardEvent} */ (event)
      const act = actions[key.toLowerCase()]
      const isBusy = defaultPrevented || ctrlKey || metaKey || altKey || !areShortcutsOn()
      if (!act || isBusy || (target instanceof Element && target.closest(FIELDS))) return
      event.preventDefault()
      act()
    }
    root.addEventListener('keydown', press)
    return () => root.removeEventListener('keydown', press)
  })
}

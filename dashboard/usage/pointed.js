import { useEffect, useRef, useState } from '../base/view.js'

/**
 * The period of a chart that the reader points at, with a mouse, a finger or the keyboard.
 * @param {number} count of periods
 */
export function usePointed(count) {
  const [at, setAt] = useState(/** @type {number | null} */ (null))
  const place = useRef(/** @type {HTMLElement | null} */ (null))
  const isShown = at !== null && at < count
  const leave = () => setAt(null)
  // A finger has no position once it is lifted, so the next touch elsewhere ends its choice.
  useEffect(() => {
    if (!isShown) return
    const touched = (/** @type {Event} */ event) =>
      place.current && !event.composedPath().includes(place.current) && leave()
    addEventListener('pointerdown', touched)
    return () => removeEventListener('pointerdown', touched)
  }, [isShown])
  /** @param {PointerEvent & { currentTarget: HTMLElement }} event */
  function point({ clientX, currentTarget }) {
    const { left, width } = currentTarget.getBoundingClientRect()
    setAt(Math.min(count - 1, Math.max(0, Math.floor(((clientX - left) / width) * count))))
  }
  const pointer = {
    ref: place,
    onPointerDown: point,
    onPointerMove: point,
    onPointerLeave: (/** @type {PointerEvent} */ { pointerType }) => pointerType === 'mouse' && leave(),
  }
  const keyboard = {
    ...{ min: 0, max: count - 1, value: at ?? count - 1 },
    onFocus: () => setAt(at ?? count - 1),
    onBlur: leave,
    onInput: (/** @type {Event & { currentTarget: HTMLInputElement }} */ event) =>
      setAt(event.currentTarget.valueAsNumber),
    onKeyDown: (/** @type {KeyboardEvent} */ { key }) => (key === 'Escape' ? leave() : setAt(at ?? count - 1)),
  }
  return { at: isShown ? at : null, pointer, keyboard }
}

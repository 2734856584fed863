import { html, useLayoutEffect, useRef } from '../base/view.js'

/**
 * A modal dialog: the browser keeps the focus inside and returns it afterwards. Escape, the cross and a press outside
 * ask its owner to close it.
 * @param {{ title: string, onClose: () => void, children?: unknown }} props
 */
export function Dialog({ title, onClose, children }) {
  const ref = useRef(/** @type {HTMLDialogElement | null} */ (null))
  useLayoutEffect(() => {
    const dialog = ref.current
    dialog?.showModal()
    // The browser returns the focus only if the dialog is closed before it is removed.
    return () => dialog?.close()
  }, [])
  /** @param {Event} event */
  function cancel(event) {
    event.preventDefault()
    onClose()
  }
  /** A second Escape closes a dialog without asking. @param {Event & { currentTarget: HTMLDialogElement }} event */
  function reopen({ currentTarget: dialog }) {
    if (!dialog.isConnected || dialog.open) return
    dialog.showModal()
    onClose()
  }
  /** @param {MouseEvent & { currentTarget: HTMLDialogElement }} event */
  function press({ currentTarget: dialog, clientX, clientY }) {
    const { left, right, top, bottom } = dialog.getBoundingClientRect()
    if (clientX < left || clientX > right || clientY < top || clientY > bottom) onClose()
  }
  return html`<dialog ref=${ref} aria-labelledby="dialog-title" onCancel=${cancel} onClose=${reopen} onMouseDown=${press}>
    <header>
      <h2 id="dialog-title">${title}</h2>
      <button type="button" class="close" aria-label="Close" onClick=${onClose}>×</button>
    </header>
    ${children}
  </dialog>`
}

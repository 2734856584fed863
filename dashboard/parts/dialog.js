import { html, useLayoutEffect, useRef } from '../base/view.js'

/**
 * A modal dialog: the browser keeps the focus inside and returns it afterwards.
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
  return html`<dialog ref=${ref} aria-labelledby="dialog-title" onCancel=${cancel}>
    <header>
      <h2 id="dialog-title">${title}</h2>
      <button type="button" class="close" aria-label="Close" onClick=${onClose}>×</button>
    </header>
    ${children}
  </dialog>`
}

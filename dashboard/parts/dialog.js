import { html, useLayoutEffect, useRef } from '../base/view.js'

/**
 * A modal dialog: the browser keeps the focus in it and gives it back to whatever opened it.
 * @param {{ title: string, onClose: () => void, children?: unknown }} props
 */
export function Dialog({ title, onClose, children }) {
  const ref = useRef(/** @type {HTMLDialogElement | null} */ (null))
  useLayoutEffect(() => {
    const dialog = ref.current
    dialog?.showModal()
    // Before it leaves the document: only a dialog that is closed gives the focus back.
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

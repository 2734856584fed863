import { html, useRef, useState } from '../base/view.js'

/**
 * A text of several lines with a button that copies it.
 * @param {{ label: string, text: string, rows: number, onCopied?: () => void, autofocus?: boolean }} props
 */
export function Copyable({ label, text, rows, onCopied, autofocus = false }) {
  const field = useRef(/** @type {HTMLTextAreaElement | null} */ (null))
  const [outcome, setOutcome] = useState('')
  function done() {
    setOutcome('Copied')
    onCopied?.()
  }
  async function copy() {
    try {
      await navigator.clipboard.writeText(text)
      done()
    } catch {
      // Without permission or a secure context, only the keyboard shortcut works.
      field.current?.select()
      setOutcome('Press Ctrl+C or ⌘C to copy')
    }
  }
  return html`<div class="copyable">
    <label>${label}
      <textarea ref=${field} rows=${rows} readonly value=${text} spellcheck=${false} autofocus=${autofocus}
        onFocus=${() => field.current?.select()} onCopy=${done}></textarea>
    </label>
    <button type="button" onClick=${copy} aria-label="Copy: ${label}">Copy</button>
    <span role="status">${outcome}</span>
  </div>`
}

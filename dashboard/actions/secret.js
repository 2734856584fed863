import { watchSession } from '../base/account.js'
import { service } from '../base/api.js'
import { Words } from '../base/format.js'
import { html, useEffect, useRef, useState } from '../base/view.js'
import { Dialog } from '../parts/dialog.js'

/** @import { CreatedKey } from '../../client/client.js' */

/**
 * The secret, shown only once.
 * @param {{ subject: CreatedKey, next?: string, onClose: () => void }} props
 */
export function Secret({ subject, next, onClose }) {
  const { key, name } = subject
  const [kept, setKept] = useState(false)
  const [leaving, setLeaving] = useState(false)
  const [gone, setGone] = useState(false)
  useEffect(() => watchSession(turn => turn === 'ended' && setGone(true)), [])
  if (gone) return html`<${Gone} kept=${kept} name=${name} onClose=${onClose} />`
  const close = () => (kept ? onClose() : setLeaving(true))
  const curl = `curl -H "Authorization: Bearer ${key}" ${service}/api/v1/me`
  return html`<${Dialog} title="Save your key" onClose=${close}>
    <p>Save the key <strong><${Words} text=${name} /></strong> now. You won’t be able to see it again, because keyward does not store it.</p>
    ${next && html`<p>${next}</p>`}
    <${Copyable} label="Key" text=${key} rows="2" onCopied=${() => setKept(true)} autofocus />
    <p><${Download} text=${key} name=${name} onDone=${() => setKept(true)} /></p>
    <${Copyable} label="Try it in a terminal" text=${curl} rows="3" onCopied=${() => setKept(true)} />
    ${
      leaving && !kept
        ? html`<footer class="leaving">
            <p role="alert"><strong>You have not saved the key.</strong> It cannot be shown again.</p>
            <button type="button" class="danger" onClick=${onClose}>Close anyway</button>
            <button type="button" class="primary" ref=${takeFocus} onClick=${() => setLeaving(false)}>Go back</button>
          </footer>`
        : html`<footer>
            <button type="button" class=${kept ? 'primary' : ''} onClick=${close}>Done</button>
          </footer>`
    }
  <//>`
}

/**
 * A secret must not stay in sight of whoever uses the browser next.
 * @param {{ kept: boolean, name: string, onClose: () => void }} props
 */
const Gone = ({ kept, name, onClose }) => html`<${Dialog} title="You are signed out" onClose=${onClose}>
  <p>The key <strong><${Words} text=${name} /></strong> is no longer shown.${!kept && ' If you did not save it, revoke it and create a new one.'}</p>
  <footer><button type="button" class="primary" onClick=${onClose}>Close</button></footer>
<//>`

/**
 * The question stands below what may be all of a small screen.
 * @param {HTMLElement | null} button
 */
const takeFocus = button => button?.focus()

/** @param {{ label: string, text: string, rows: number, onCopied: () => void, autofocus?: boolean }} props */
function Copyable({ label, text, rows, onCopied, autofocus = false }) {
  const field = useRef(/** @type {HTMLTextAreaElement | null} */ (null))
  const [words, setWords] = useState('')
  function done() {
    setWords('Copied')
    onCopied()
  }
  async function copy() {
    try {
      await navigator.clipboard.writeText(text)
      done()
    } catch {
      // Not allowed, or not a secure page: the browser's own copying always works.
      field.current?.select()
      setWords('Press Ctrl+C or ⌘C to copy')
    }
  }
  return html`<div class="copyable">
    <label>${label}
      <textarea ref=${field} rows=${rows} readonly value=${text} spellcheck=${false} autofocus=${autofocus}
        onFocus=${() => field.current?.select()} onCopy=${done}></textarea>
    </label>
    <button type="button" onClick=${copy} aria-label="Copy: ${label}">Copy</button>
    <span role="status">${words}</span>
  </div>`
}

/** @param {{ text: string, name: string, onDone: () => void }} props */
function Download({ text, name, onDone }) {
  const [url, setUrl] = useState('')
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([`${text}\n`], { type: 'text/plain' }))
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [text])
  const file = `${name.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '') || 'api-key'}.txt`
  return html`<a class="button" href=${url} download=${file} onClick=${onDone}>Download</a>`
}

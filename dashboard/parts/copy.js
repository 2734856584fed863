import { html, useState } from '../base/view.js'

/** So long a button says that it has copied. */
const SAID_MS = 2_000

/**
 * A short text that is copied at a click.
 * @param {{ text: string, label: string, shown?: string }} props shown: instead of the text, what it is the start of
 */
export function Copy({ text, label, shown = text }) {
  const [words, setWords] = useState('')
  async function copy() {
    const said = await navigator.clipboard.writeText(text).then(
      () => 'Copied',
      () => 'Not allowed',
    )
    setWords(said)
    setTimeout(() => setWords(''), SAID_MS)
  }
  return html`<span class="copy">
    <code>${shown}</code>
    <button type="button" class="plain" aria-label="Copy ${label}" onClick=${copy}>${words || 'Copy'}</button>
    <span class="unseen" role="status">${words}</span>
  </span>`
}

import { html, useState } from '../base/view.js'

/** So long a button says that it has copied. */
const SAID_MS = 2_000

/**
 * A short text that is copied at a click.
 * @param {{ text: string, label: string, shown?: string, words?: string }} props shown: instead of the text, what it is
 * the start of; words: what the button says
 */
export function Copy({ text, label, shown = text, words = 'Copy' }) {
  const [outcome, setOutcome] = useState('')
  async function copy() {
    const said = await navigator.clipboard.writeText(text).then(
      () => 'Copied',
      () => 'Copying failed',
    )
    setOutcome(said)
    setTimeout(() => setOutcome(''), SAID_MS)
  }
  return html`<span class="copy">
    <code>${shown}</code>
    <button type="button" class="plain" aria-label="Copy ${label}" onClick=${copy}>${outcome || words}</button>
    <span class="unseen" role="status">${outcome}</span>
  </span>`
}

import { html, useState } from '../base/view.js'

/** How long the button shows the outcome. */
const OUTCOME_MS = 2_000

/**
 * A short text with a button that copies it.
 * @param {{ text: string, label: string, shown?: string, words?: string }} props shown: displayed instead of the copied
 * text; words: the text of the button
 */
export function Copy({ text, label, shown = text, words = 'Copy' }) {
  const [outcome, setOutcome] = useState('')
  async function copy() {
    const outcome = await navigator.clipboard.writeText(text).then(
      () => 'Copied',
      () => 'Copying failed',
    )
    setOutcome(outcome)
    setTimeout(() => setOutcome(''), OUTCOME_MS)
  }
  return html`<span class="copy">
    <code>${shown}</code>
    <button type="button" class="plain" aria-label="Copy ${label}" onClick=${copy}>${outcome || words}</button>
    <span class="unseen" role="status">${outcome}</span>
  </span>`
}

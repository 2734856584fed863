import { html } from '../base/view.js'

/**
 * Asks before a dialog discards what was entered.
 * @param {{ onLeave: () => void, onStay: () => void }} props
 */
export const Leaving = ({ onLeave, onStay }) => html`<footer class="leaving">
  <p role="alert"><strong>Discard what you entered?</strong></p>
  <button type="button" class="danger" onClick=${onLeave}>Discard</button>
  <button type="button" class="primary" ref=${takeFocus} onClick=${onStay}>Keep editing</button>
</footer>`

/**
 * On a small screen the question can be below the fold; focus scrolls it into view.
 * @param {HTMLElement | null} button
 */
export const takeFocus = button => button?.focus()

import { html } from '../base/view.js'

/** A placeholder while data loads. @param {{ lines?: number }} props */
export const Skeleton = ({ lines = 6 }) => html`<div class="skeleton">
  <p class="unseen" role="status">Loading…</p>
  ${Array.from({ length: lines }, (_, at) => html`<span key=${at}></span>`)}
</div>`

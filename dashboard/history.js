import { html } from './view.js'

/** What was done to the keys. */
export const History = () => html`<h1>History</h1>`

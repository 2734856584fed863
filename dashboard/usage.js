import { html } from './view.js'

/** Requests of the keys, and what is left of the account's windows. */
export const Usage = () => html`<h1>Usage</h1>`

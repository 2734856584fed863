import { html } from '../base/view.js'

/** A number with its title, in a list of figures. @param {{ title: string, bad?: boolean, children?: unknown }} props */
export const Figure = ({ title, bad = false, children }) =>
  html`<div><dt>${title}</dt><dd class=${bad ? 'bad' : ''}>${children}</dd></div>`

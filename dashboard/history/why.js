import { html } from '../base/view.js'
import { Reason } from '../keys/status.js'
import { splitReason } from './reason-code.js'

/** The code of a reason apart from its text. @param {{ reason: string | null }} props */
export function Why({ reason }) {
  const { code, text } = splitReason(reason)
  return html`${code && html` <span class="badge plain">${code}</span>`}
    ${(text || !code) && html`<span class="line"><${Reason} text=${text} /></span>`}`
}

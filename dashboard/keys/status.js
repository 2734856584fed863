import { UserText } from '../base/format.js'
import { html } from '../base/view.js'

/** @import { Key, Session } from '../../client/client.js' */

const SHORT_REASON = 120

/** @type {Record<string, string>} */
const LEAK_SOURCES = {
  report: 'Leak reported by someone who found the key',
  github: 'Leak reported by GitHub secret scanning',
  owner: 'Leak reported by the owner',
}

/** @param {string} reportedBy */
export const leakSource = reportedBy => LEAK_SOURCES[reportedBy] ?? 'Leaked'

/** @param {{ text: string | null }} props */
export function Reason({ text }) {
  if (text === null) return html`<span class="quiet">No reason given</span>`
  if (text.length <= SHORT_REASON) return html`<q class="reason"><${UserText} text=${text} /></q>`
  return html`<details class="reason">
    <summary><${UserText} text=${`${[...text].slice(0, SHORT_REASON).join('')}…`} /></summary>
    <q><${UserText} text=${text} /></q>
  </details>`
}

import { personOf, plural, Time, UserText, who } from '../base/format.js'
import { html } from '../base/view.js'
import { Rotation } from './rotation.js'

/** @import { Key, Session } from '../../client/client.js' */

const STILL_USED_HOURS = 24
const SHORT_REASON = 120

/**
 * Whether a revoked or expired key was used in the last 24 hours.
 * @param {Key} key
 */
export const isStillUsed = ({ last_rejected_at: at }) =>
  at !== null && Date.now() - Date.parse(at) < STILL_USED_HOURS * 3_600_000

/** @param {{ subject: Key, session: Session }} props */
export const Status = ({ subject: key, session }) => html`<div>
  <span class="badge ${key.status}">${key.status}</span>
  ${isStillUsed(key) && html` <span class="badge alarm">still in use</span>`}
  <${Rotation} subject=${key} />
  ${key.revoked_at && html`<${Revocation} subject=${key} session=${session} />`}
  ${key.leak && html`<${Leak} leak=${key.leak} />`}
  ${
    key.rejected_count > 0 &&
    html`<span class="line rejected">${plural(key.rejected_count, 'rejected request')}, latest <${Time} at=${key.last_rejected_at} /></span>`
  }
</div>`

/** @param {{ subject: Key, session: Session }} props */
const Revocation = ({ subject: key, session }) => html`
  <span class="line"><${Time} at=${key.revoked_at} /> by ${who(key.revoked_by, personOf(session))}</span>
  <${Reason} text=${key.revocation_reason} />
`

/** @type {Record<string, string>} */
const LEAK_SOURCES = {
  report: 'Leak reported by someone who found the key',
  github: 'Leak reported by GitHub secret scanning',
  owner: 'Leak reported by the owner',
}

/** @param {string} reportedBy */
export const leakSource = reportedBy => LEAK_SOURCES[reportedBy] ?? 'Leaked'

/**
 * The source URL is text and not a link, because the reporter chose it.
 * @param {{ leak: NonNullable<Key['leak']> }} props
 */
const Leak = ({ leak }) => html`
  <span class="line">${leakSource(leak.reported_by)}</span>
  ${leak.source_url && html`<span class="line quiet"><${UserText} text=${leak.source_url} /></span>`}
`

/** @param {{ text: string | null }} props */
export function Reason({ text }) {
  if (text === null) return html`<span class="quiet">No reason given</span>`
  if (text.length <= SHORT_REASON) return html`<q class="reason"><${UserText} text=${text} /></q>`
  return html`<details class="reason">
    <summary><${UserText} text=${`${[...text].slice(0, SHORT_REASON).join('')}…`} /></summary>
    <q><${UserText} text=${text} /></q>
  </details>`
}

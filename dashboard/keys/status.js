import { Moment, plural, Words, who } from '../base/format.js'
import { html } from '../base/view.js'
import { Rotation } from './rotation.js'

/** @import { Key, Session } from '../../client/client.js' */

const STILL_USED_HOURS = 24
const SHORT_REASON = 120

/**
 * Whether somebody still uses a key that is revoked or has expired.
 * @param {Key} key
 */
export const isStillUsed = ({ last_refused_at: at }) =>
  at !== null && Date.now() - Date.parse(at) < STILL_USED_HOURS * 3_600_000

/**
 * What state a key is in, and how it came to that.
 * @param {{ subject: Key, session: Session }} props
 */
export const Status = ({ subject: key, session }) => html`<div>
  <span class="badge ${key.status}">${key.status}</span>
  ${isStillUsed(key) && html` <span class="badge alarm">still in use</span>`}
  <${Rotation} subject=${key} />
  ${key.revoked_at && html`<${Revocation} subject=${key} session=${session} />`}
  ${key.leak && html`<${Leak} leak=${key.leak} />`}
  ${
    key.refused_count > 0 &&
    html`<span class="line refused">${plural(key.refused_count, 'rejected request')}, latest <${Moment} at=${key.last_refused_at} /></span>`
  }
</div>`

/** @param {{ subject: Key, session: Session }} props */
const Revocation = ({ subject: key, session }) => html`
  <span class="line"><${Moment} at=${key.revoked_at} /> by ${who(key.revoked_by, session.account_id)}</span>
  <${Reason} text=${key.revocation_reason} />
`

/** @type {Record<string, string>} */
const DOORS = {
  report: 'Leak reported by someone who found the key',
  github: 'Leak reported by GitHub secret scanning',
  owner: 'Leak reported by the owner',
}

/** How we learned of a leak. @param {string} door */
export const doorWords = door => DOORS[door] ?? 'Leaked'

/**
 * Where a leak came from: as text, because whoever reported it chose it.
 * @param {{ leak: NonNullable<Key['leak']> }} props
 */
const Leak = ({ leak }) => html`
  <span class="line">${doorWords(leak.door)}</span>
  ${leak.source_url && html`<span class="line quiet"><${Words} text=${leak.source_url} /></span>`}
`

/** @param {{ text: string | null }} props */
export function Reason({ text }) {
  if (text === null) return html`<span class="quiet">no reason given</span>`
  if (text.length <= SHORT_REASON) return html`<q class="reason"><${Words} text=${text} /></q>`
  return html`<details class="reason">
    <summary><${Words} text=${`${[...text].slice(0, SHORT_REASON).join('')}…`} /></summary>
    <q><${Words} text=${text} /></q>
  </details>`
}

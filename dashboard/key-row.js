import { Moment, number, Words, who } from './format.js'
import { html } from './view.js'

/** @import { Key, Session } from '../client/client.js' */

const STILL_USED_HOURS = 24
const SHORT_REASON = 120

/**
 * Whether somebody still uses a key that is revoked or has expired.
 * @param {Key} key
 */
const isStillUsed = ({ last_refused_at: at }) =>
  at !== null && Date.now() - Date.parse(at) < STILL_USED_HOURS * 3_600_000

/**
 * One key. The roles are explicit because a narrow page shows the table as cards.
 * @param {{ subject: Key, session: Session, act: (open: { kind: Kind, key: Key }) => void }} props
 */
export function KeyRow({ subject: key, session, act }) {
  const stillUsed = isStillUsed(key)
  return html`<tr role="row" class=${`${key.status}${stillUsed ? ' still-used' : ''}`}>
    <th role="rowheader" scope="row">
      <strong><${Words} text=${key.name} /></strong>
      <code>${key.prefix}…${key.last4}</code>
    </th>
    <td role="cell" data-label="Status">
      <span class="badge ${key.status}">${key.status}</span>
      ${stillUsed && html` <span class="badge alarm">still in use</span>`}
    </td>
    <td role="cell" data-label="Created"><${Moment} at=${key.created_at} as="day" /></td>
    <td role="cell" data-label="Last used"><${Moment} at=${key.last_used_at} /></td>
    <td role="cell" data-label="Expires"><${Moment} at=${key.expires_at} as="day" /></td>
    <td role="cell" data-label="Revoked" class=${key.revoked_at ? 'revocation' : 'none'}>
      ${key.revoked_at && html`<${Revocation} subject=${key} session=${session} />`}
    </td>
    <td role="cell" data-label="Rejected requests" class=${key.refused_count > 0 ? 'refused' : 'none'}>
      ${
        key.refused_count > 0 &&
        html`<span><strong class="line">${number(key.refused_count)}</strong>
          <span class="quiet">latest <${Moment} at=${key.last_refused_at} /></span></span>`
      }
    </td>
    <td role="cell"><div class="actions">
      <a id="history-${key.id}" href="#/history?key_id=${key.id}" aria-label="History of ${key.name}">History</a>
      ${key.status !== 'revoked' && html`<${Action} kind="rename" subject=${key} act=${act} />`}
      ${key.status === 'active' && html`<${Action} kind="rotate" subject=${key} act=${act} />`}
      ${key.status !== 'revoked' && html`<${Action} kind="revoke" subject=${key} act=${act} />`}
    </div></td>
  </tr>`
}

/** @typedef {'rename' | 'rotate' | 'revoke'} Kind */
const TITLES = { rename: 'Rename', rotate: 'Rotate', revoke: 'Revoke' }

/** @param {{ kind: Kind, subject: Key, act: (open: { kind: Kind, key: Key }) => void }} props */
const Action = ({ kind, subject: key, act }) => html`
  <button type="button" class=${kind === 'revoke' ? 'danger' : ''} aria-label="${TITLES[kind]} ${key.name}"
    onClick=${() => act({ kind, key })}>${TITLES[kind]}</button>
`

/** @param {{ subject: Key, session: Session }} props */
const Revocation = ({ subject: key, session }) => html`
  <span class="line"><${Moment} at=${key.revoked_at} /> by ${who(key.revoked_by, session.account_id)}</span>
  <${Reason} text=${key.revocation_reason} />
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

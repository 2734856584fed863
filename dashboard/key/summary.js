import { ago, briefDay, personOf, UserText, who } from '../base/format.js'
import { html } from '../base/view.js'

/** @import { Key, Session } from '../../client/client.js' */

/** A longer reason is cut here; the facts have all of it. */
const MAX_REASON = 80
const REJECTED = 'Every request since then was rejected.'

/**
 * How things stand with a key, in a sentence or two.
 * @param {{ subject: Key, session: Session }} props
 */
export const Summary = ({ subject, session }) => html`<p class="summary">${sentence(subject, personOf(session))}</p>`

/** @param {Key} key @param {string} person the reader */
function sentence(key, person) {
  if (key.revoked_at)
    return html`Revoked ${briefDay(key.revoked_at)} by ${who(key.revoked_by, person)}<${ShortReason} reason=${key.revocation_reason} />. ${REJECTED}`
  if (key.status === 'expired') return `Expired ${briefDay(key.expires_at ?? '')}. ${REJECTED}`
  if (key.paused_at)
    return html`Paused ${briefDay(key.paused_at)} by ${who(key.paused_by, person)}<${ShortReason} reason=${key.pause_reason} />. Every request is rejected until it is resumed.`
  if (key.to_be_rotated) return 'The person who created it has left and may still have the secret. Rotate it.'
  if (key.status === 'retiring') return 'A new key is replacing this one.'
  return key.last_used_at === null ? 'Not used yet.' : `In use. The last request was admitted ${ago(key.last_used_at)}.`
}

/** @param {{ reason: string | null }} props */
function ShortReason({ reason }) {
  if (reason === null) return null
  const characters = [...reason]
  const text = characters.length > MAX_REASON ? `${characters.slice(0, MAX_REASON).join('')}…` : reason
  return html` — <${UserText} text=${text} />`
}

import { scopeWords } from '../actions/scopes.js'
import { Moment, plural, Words } from '../base/format.js'
import { html } from '../base/view.js'
import { doorWords } from '../keys/status.js'

/** @import { AuditEvent } from '../../client/client.js' */

/**
 * Whether there is more to say of an event.
 * @param {AuditEvent} event
 */
export function hasDetails({ details }) {
  const { name, description, scopes, expires_at: end, leak, keys } = /** @type {Details} */ (details ?? {})
  return Boolean(keys || name || description || scopes || leak || (end && end.from !== end.to))
}

/**
 * What else is known of an event: old and new values, and where a key was found.
 * @param {{ event: AuditEvent }} props
 */
export function EventDetails({ event: { details } }) {
  if (!details) return null
  const { name, description, scopes, expires_at: end, leak, keys } = /** @type {Details} */ (details)
  return html`
    ${keys && html`<span class="line">and ${plural(keys - 1, 'more key')} in the same request</span>`}
    ${name && html`<span class="line"><${Words} text=${name.from} /> → <${Words} text=${name.to} /></span>`}
    ${description && html`<span class="line"><${Words} text=${description.to ?? 'removed'} /></span>`}
    ${scopes && html`<span class="line">${scopeWords(scopes.from)} → ${scopeWords(scopes.to)}</span>`}
    ${end && end.from !== end.to && html`<span class="line quiet">expiry: <${Moment} at=${end.from} as="time" /> → <${Moment} at=${end.to} as="time" /></span>`}
    ${leak && html`<span class="line quiet">${doorWords(leak.door)}</span>`}
    ${leak?.source_url && html`<span class="line quiet"><${Words} text=${leak.source_url} /></span>`}
  `
}

/**
 * @typedef {object} Details
 * @property {{ from: string, to: string }} [name]
 * @property {{ from: string | null, to: string | null }} [description]
 * @property {{ from: string[] | null, to: string[] | null }} [scopes]
 * @property {{ from: string | null, to: string | null }} [expires_at]
 * @property {number} [keys] how many keys one repeated revocation named
 * @property {{ door: string, source_url: string | null }} [leak]
 */

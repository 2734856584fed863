import { scopeWords } from '../actions/scopes.js'
import { plural, Time, UserText } from '../base/format.js'
import { limitWords } from '../base/limit-words.js'
import { html } from '../base/view.js'
import { leakSource } from '../keys/status.js'

/** @import { AuditEvent, Limits } from '../../client/client.js' */

/**
 * An event's old and new values, and where a leaked key was found.
 * @param {{ event: AuditEvent }} props
 */
export function EventDetails({ event: { details } }) {
  if (!details) return null
  const { name, description, scopes, expires_at: expiry, leak, keys, limits } = /** @type {Details} */ (details)
  return html`
    ${keys && html`<span class="line">and ${plural(keys - 1, 'more key')} in the same request</span>`}
    ${name && html`<span class="line"><${UserText} text=${name.from} /> → <${UserText} text=${name.to} /></span>`}
    ${description && html`<span class="line"><${UserText} text=${description.to ?? 'removed'} /></span>`}
    ${scopes && html`<span class="line">${scopeWords(scopes.from)} → ${scopeWords(scopes.to)}</span>`}
    ${expiry && expiry.from !== expiry.to && html`<span class="line quiet">Expiry: <${Time} at=${expiry.from} as="time" /> → <${Time} at=${expiry.to} as="time" /></span>`}
    ${limits && html`<span class="line">${limitWords(limits.from)} → ${limitWords(limits.to)}</span>`}
    ${leak && html`<span class="line quiet">${leakSource(leak.door)}</span>`}
    ${leak?.source_url && html`<span class="line quiet"><${UserText} text=${leak.source_url} /></span>`}
  `
}

/**
 * @typedef {object} Details
 * @property {{ from: string, to: string }} [name]
 * @property {{ from: string | null, to: string | null }} [description]
 * @property {{ from: string[] | null, to: string[] | null }} [scopes]
 * @property {{ from: string | null, to: string | null }} [expires_at]
 * @property {{ from: Limits | null, to: Limits | null }} [limits]
 * @property {number} [keys] how many keys a repeated revocation named
 * @property {{ door: string, source_url: string | null }} [leak] door: `reported_by` of a key, by its former name
 */

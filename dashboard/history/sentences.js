import { html } from '../base/view.js'

/** @import { AuditEvent } from '../../client/client.js' */

/**
 * The rest of a sentence that begins with an actor's name. The key is "this key" or a link.
 * @type {Record<AuditEvent['action'], (key: unknown) => unknown>}
 */
export const SENTENCES = {
  create: key => html`created ${key}`,
  rename: key => html`renamed ${key}`,
  change_description: key => html`changed the description of ${key}`,
  change_scopes: key => html`changed the scopes of ${key}`,
  change_expiry: key => html`changed the expiry of ${key}`,
  change_limits: key => html`changed the limits of ${key}`,
  change_metadata: key => html`changed the metadata of ${key}`,
  rotate: key => html`rotated ${key}`,
  start_grace: key => html`started the grace period of ${key}, as the new key was used`,
  cancel_rotation: key => html`canceled the rotation of ${key}`,
  pause: key => html`paused ${key}`,
  resume: key => html`resumed ${key}`,
  revoke: key => html`revoked ${key}`,
  revoke_repeated: key => html`tried to revoke ${key} again`,
}

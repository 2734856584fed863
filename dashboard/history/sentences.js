/** @import { AuditEvent } from '../../client/client.js' */

/**
 * What somebody did, after their name.
 * @type {Record<AuditEvent['action'], string>}
 */
export const SENTENCES = {
  create: 'created this key',
  rename: 'renamed this key',
  change_description: 'changed the description',
  change_scopes: 'changed the scopes',
  change_expiry: 'changed the expiry',
  change_limits: 'changed the limits',
  change_metadata: 'changed the metadata',
  rotate: 'rotated this key',
  start_grace: 'started the grace period, as the new key was used',
  cancel_rotation: 'canceled the rotation',
  pause: 'paused this key',
  resume: 'resumed this key',
  revoke: 'revoked this key',
  revoke_repeated: 'tried to revoke this key again',
}

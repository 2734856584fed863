/** @import { AuditEvent } from '../../client/client.js' */

/**
 * The label of each action.
 * @type {Record<AuditEvent['action'], string>}
 */
export const ACTIONS = {
  create: 'Created',
  rename: 'Renamed',
  change_description: 'Description changed',
  change_scopes: 'Scopes changed',
  change_expiry: 'Expiry changed',
  change_limits: 'Limits changed',
  change_metadata: 'Metadata changed',
  rotate: 'Rotated',
  start_grace: 'Grace period started',
  cancel_rotation: 'Rotation canceled',
  pause: 'Paused',
  resume: 'Resumed',
  revoke: 'Revoked',
  revoke_repeated: 'Revoked again',
}

/**
 * @param {string} text
 * @returns {text is AuditEvent['action']}
 */
export const isAction = text => Object.hasOwn(ACTIONS, text)

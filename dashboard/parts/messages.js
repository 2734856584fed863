import { brand } from '../base/brand.js'
import { plural } from '../base/format.js'

/** @type {Record<string, string>} */
const MESSAGES = {
  network_error: `${brand.name} cannot be reached.`,
  timeout: `${brand.name} did not respond in time.`,
  service_unavailable: `${brand.name} is temporarily unavailable.`,
  rate_limit_exceeded: 'Too many requests.',
  validation_error: 'This form contains an invalid value.',
  internal_error: `Something went wrong in ${brand.name}.`,
  missing_session: 'You are signed out.',
  invalid_session: 'Your session has expired.',
  second_factor_required: 'A second factor is required.',
  account_changed: 'This browser is now signed in to a different account. Nothing was changed.',
  not_found: 'Key not found.',
  key_revoked: 'The key is revoked and cannot be changed.',
  key_expired: 'The key has expired and cannot be changed.',
  rotation_conflict: 'The rotation of this key has changed. Close this dialog and check the key.',
}

/** More precise messages, for `details.reason`. @type {Record<string, string>} */
const REASONS = {
  replacing:
    'This key is replacing a key that still works. Rotate it once the old key has expired, or revoke the old key first.',
}

/** @param {Record<string, unknown> | undefined} details */
const limitReached = details =>
  `Your account has reached its limit of ${plural(Number(details?.['limit']), 'active key')}. Revoke one first.`

/**
 * The page's message for an error.
 * @param {{ code: string, message: string, details?: Record<string, unknown> }} error
 */
export const messageOf = ({ code, message, details }) =>
  (code === 'key_limit_reached' && limitReached(details)) ||
  (code === 'rotation_conflict' && REASONS[String(details?.['reason'])]) ||
  (MESSAGES[code] ?? `${message}.`)

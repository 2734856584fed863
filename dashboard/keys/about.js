import { ago, briefDay, number } from '../base/format.js'

/** @import { Key } from '../../client/client.js' */
/** @typedef {{ text: string, warns?: boolean, byPerson?: boolean }} Part byPerson: written by a person, so its direction is unknown */

const DAY_MS = 86_400_000
const CALLED_HOURS = 24
/** A key that is older than this should have been used. */
const UNUSED_DAYS = 30
const MAX_SCOPES = 2

/**
 * Whether a revoked or expired key was called in the last 24 hours.
 * @param {Key} key
 * @param {number} [now]
 */
export const isStillCalled = ({ last_rejected_at: at }, now = Date.now()) =>
  at !== null && now - Date.parse(at) < CALLED_HOURS * 3_600_000

/**
 * The line under a key's name: what needs attention, or else its description and scopes.
 * @param {Key} key
 * @param {number} [now]
 * @returns {Part[]}
 */
export function about(key, now = Date.now()) {
  if (key.status === 'revoked' || key.status === 'expired') return [...calls(key, now), ...end(key, now)]
  if (key.paused_at) return paused(key, now)
  if (key.status === 'retiring') return rotation(key, now)
  const unused = unusedDays(key, now)
  const description = { text: key.description ?? '', byPerson: true }
  if (key.to_be_rotated) return [{ text: 'Its creator has left: rotate it', warns: true }, access(key)]
  if (unused > 0) return [{ text: `Never used in ${number(unused)} days`, warns: true }, access(key)]
  if (key.replaces && key.last_used_at === null)
    return [{ text: 'New key not used yet', warns: true }, { text: 'replaces an older key' }]
  return key.description ? [description, access(key)] : [access(key)]
}

/** @param {Key} key @param {number} now @returns {Part[]} */
const calls = (key, now) =>
  isStillCalled(key, now)
    ? [{ text: `Last rejected ${ago(String(key.last_rejected_at), now, 'short')}`, warns: true }]
    : []

/** @param {Key} key @param {number} now @returns {Part[]} */
function end({ status, revoked_at: revokedAt, expires_at: expiry, revocation_reason: reason }, now) {
  if (status === 'expired') return [{ text: `Expired ${briefDay(String(expiry), now)}` }]
  const words = { text: `Revoked ${briefDay(String(revokedAt), now)}` }
  return reason ? [words, { text: reason, byPerson: true }] : [words]
}

/** @param {Key} key @param {number} now @returns {Part[]} */
function paused({ paused_at: since, pause_reason: reason }, now) {
  const words = { text: `Paused ${briefDay(String(since), now)}`, warns: true }
  return reason ? [words, { text: reason, byPerson: true }] : [words]
}

/** @param {Key} key @param {number} now @returns {Part[]} */
function rotation({ grace_started_at: started, expires_at: expiry }, now) {
  const stops = briefDay(String(expiry), now)
  return started
    ? [{ text: `New key in use — this key stops ${stops}` }]
    : [{ text: `New key not used yet — this key works until ${stops}`, warns: true }]
}

/** For how many days an old key has never been used, or 0. @param {Key} key @param {number} now */
function unusedDays({ created_at: created, last_used_at: used }, now) {
  const days = Math.floor((now - Date.parse(created)) / DAY_MS)
  return used === null && days >= UNUSED_DAYS ? days : 0
}

/** @param {Key} key @returns {Part} */
function access({ scopes }) {
  if (scopes === null) return { text: 'full access', warns: true }
  if (scopes.length === 0) return { text: 'no scopes' }
  return { text: scopes.length > MAX_SCOPES ? `${number(scopes.length)} scopes` : scopes.join(', ') }
}

/**
 * The color of a key's dot, which repeats what the line says.
 * @param {Key} key
 * @returns {'good' | 'warned' | 'bad' | 'idle'}
 */
export function tone(key) {
  const {
    status,
    last_used_at: used,
    replaces,
    grace_started_at: started,
    to_be_rotated: isOrphaned,
    paused_at: paused,
  } = key
  if (status === 'revoked') return 'bad'
  if (status === 'expired') return 'idle'
  if (paused) return 'warned'
  if (status === 'retiring') return started ? 'good' : 'warned'
  if (isOrphaned) return 'warned'
  return used === null ? (replaces ? 'warned' : 'idle') : 'good'
}

import { watchSession } from './account.js'
import { api } from './api.js'

/** @type {Map<string, string>} */
const known = new Map()
/** Names are an account's data, and stay no longer than its session. */
export const forgetNames = () => known.clear()
watchSession(forgetNames)
/** Requests for names that one view may make: what is left then goes by its id. */
const MOST_LOOKUPS = 10

/**
 * The names of keys, each asked for once. A rename shows when the page is loaded again. A name that is not to be had is
 * no reason to show nothing: such a key goes by its id as well.
 * @param {string[]} keyIds
 * @param {AbortSignal} signal
 */
export async function namesOf(keyIds, signal) {
  const unknown = () => [...new Set(keyIds)].filter(id => !known.has(id))
  if (unknown().length > MOST_LOOKUPS) await newestKeys(signal).catch(() => {})
  const lookUp = async (/** @type {string} */ id) => known.set(id, (await api.getKey(id, { signal })).name)
  await Promise.allSettled(unknown().slice(0, MOST_LOOKUPS).map(lookUp))
  return new Map(keyIds.map(id => [id, known.get(id) ?? `${id.slice(0, 8)}…`]))
}

/**
 * The newest keys, for a choice among them.
 * @param {AbortSignal} signal
 */
export async function newestKeys(signal) {
  const { data } = await api.listKeys({ limit: 100 }, { signal })
  for (const { id, name } of data) known.set(id, name)
  return data
}

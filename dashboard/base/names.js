import { watchSession } from './account.js'
import { api } from './api.js'
import { LIMITS } from './limits.js'

/** @type {Map<string, string>} */
const known = new Map()
/** Names are data of an account, so they are dropped when its session ends. */
export const forgetNames = () => known.clear()
watchSession(forgetNames)
/** How many names one view looks up with a request each. Further keys are shown by their IDs. */
const MAX_LOOKUPS = 10

/**
 * The names of keys, cached until the page is reloaded, so a rename shows only then. A key whose name cannot be loaded is
 * shown by the start of its ID.
 * @param {string[]} keyIds
 * @param {AbortSignal} signal
 */
export async function namesOf(keyIds, signal) {
  const unknown = () => [...new Set(keyIds)].filter(id => !known.has(id))
  if (unknown().length > MAX_LOOKUPS) await newestKeys(signal).catch(() => {})
  const lookUp = async (/** @type {string} */ id) => known.set(id, (await api.getKey(id, { signal })).name)
  await Promise.allSettled(unknown().slice(0, MAX_LOOKUPS).map(lookUp))
  return new Map(keyIds.map(id => [id, known.get(id) ?? `${id.slice(0, 8)}…`]))
}

/** @param {AbortSignal} signal */
export async function newestKeys(signal) {
  const { data } = await api.listKeys({ limit: LIMITS.pageSize }, { signal })
  for (const { id, name } of data) known.set(id, name)
  return data
}

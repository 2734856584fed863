import { api } from '../base/api.js'
import { eachPage } from '../base/each-page.js'
import { LIMITS } from '../base/limits.js'

/** @import { Key } from '../../client/client.js' */
/** @import { KeyFilter } from './key-filter.js' */

/**
 * All keys that match a filter, on every page of the list.
 * @param {KeyFilter} filter
 * @returns {Promise<Key[]>}
 */
export async function allMatching({ status, q }) {
  /** @type {Key[]} */
  const keys = []
  await eachPage(
    cursor => api.listKeys({ status, ...(q && { q }), limit: LIMITS.pageSize, cursor }),
    page => void keys.push(...page),
  )
  return keys
}

import { perPeriod, rejections, startsOf, sum } from './stack.js'

/** @import { UsageRow } from '../../client/client.js' */
/** @import { Periods } from './range.js' */

/**
 * @typedef {object} KeyUse
 * @property {string} keyId
 * @property {number[]} admitted per period, oldest first
 * @property {number[]} rejected per period, oldest first
 * @property {number} total admitted
 * @property {number} limited rejected because of a limit
 * @property {number} refused rejected for another reason
 */

/**
 * Counts of requests by key and outcome, the busiest key first. Omits keys without requests in these periods.
 * @param {UsageRow[]} rows
 * @param {Periods} periods
 * @param {number} now in milliseconds
 * @returns {KeyUse[]}
 */
export function useByKey(rows, periods, now) {
  const starts = startsOf(periods, now)
  const shown = rows.filter(({ start }) => starts.includes(start))
  return [...Map.groupBy(shown, row => row.key_id)]
    .map(([keyId, rows]) => useOf(keyId, rows, starts))
    .toSorted((a, b) => all(b) - all(a))
}

/** @param {string} keyId @param {UsageRow[]} rows @param {string[]} starts @returns {KeyUse} */
function useOf(keyId, rows, starts) {
  const admitted = perPeriod(rows, starts, row => row.requests)
  const rejected = perPeriod(rows, starts, rejections)
  const limited = sum(rows.map(row => row.limited))
  return { keyId, admitted, rejected, total: sum(admitted), limited, refused: sum(rejected) - limited }
}

/** @param {KeyUse} use */
const all = ({ total, limited, refused }) => total + limited + refused

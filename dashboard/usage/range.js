/** @typedef {{ unit: 'day' | 'hour', count: number }} Periods the most recent ones in UTC, including the current one */
/** @typedef {{ title: string, words: string, periods: Periods }} Range */

/** @type {Record<string, Range>} */
export const RANGES = {
  '24h': { title: '24 hours', words: 'the last 24 hours', periods: { unit: 'hour', count: 24 } },
  '7d': { title: '7 days', words: 'the last 7 days', periods: { unit: 'day', count: 7 } },
  '30d': { title: '30 days', words: 'the last 30 days', periods: { unit: 'day', count: 30 } },
  '90d': { title: '90 days', words: 'the last 90 days', periods: { unit: 'day', count: 90 } },
}
const DEFAULT = '30d'

/** @param {string | null} name @returns {Range} */
export const rangeOf = name =>
  /** @type {Range} */ (RANGES[name !== null && Object.hasOwn(RANGES, name) ? name : DEFAULT])

/** As the API's query. @param {Periods} periods */
export const asQuery = ({ unit, count }) => (unit === 'day' ? { days: count } : { hours: count })

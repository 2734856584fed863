import { perPeriod, startsOf, sum } from './stack.js'

/** @import { UsageRow } from '../../client/client.js' */
/** @import { Periods } from './range.js' */
/** @import { Outcome, Stacked } from './stack.js' */

/** Each outcome has a fixed color, which means the same in every chart. @type {[Outcome, name: string, color: string][]} */
const OUTCOMES = [
  ['requests', 'Admitted', '0'],
  ['limited', 'Over a limit', '1'],
  ['insufficient', 'Beyond the plan', '2'],
  ['out_of_scope', 'Without the scope', '3'],
  ['blocked', 'While suspended or paused', '6'],
  ['rejected', 'Revoked or expired', 'rejected'],
]

/**
 * Requests by period and outcome, for a stacked chart. Has a series for each outcome that occurred.
 * @param {UsageRow[]} rows
 * @param {Periods} periods
 * @param {number} now in milliseconds
 * @returns {Stacked}
 */
export function stackByOutcome(rows, periods, now) {
  const starts = startsOf(periods, now)
  const series = OUTCOMES.map(([outcome, name, color]) => {
    const requests = perPeriod(rows, starts, row => row[outcome])
    return { outcome, name, color, requests, total: sum(requests) }
  }).filter(({ total }) => total > 0)
  const most = Math.max(...starts.map((_, at) => sum(series.map(({ requests }) => Number(requests[at])))))
  const total = totalOf(series, 'requests')
  return { unit: periods.unit, starts, series, most, total, rejected: sum(series.map(({ total }) => total)) - total }
}

/** @param {Stacked['series']} series @param {Outcome} outcome */
export const totalOf = (series, outcome) => series.find(one => one.outcome === outcome)?.total ?? 0

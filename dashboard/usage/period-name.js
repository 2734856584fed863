import { DATES } from '../base/format.js'

/** @import { Periods } from './range.js' */

const dayName = new Intl.DateTimeFormat(DATES, { day: 'numeric', month: 'short', timeZone: 'UTC' })
const hourName = new Intl.DateTimeFormat(DATES, { hour: '2-digit', minute: '2-digit' })

/** Days are in UTC, hours in the reader's time zone. @param {Periods['unit']} unit @param {string} start */
export const periodName = (unit, start) => (unit === 'day' ? dayName : hourName).format(new Date(start))

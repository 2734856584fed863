/** @import { Periods } from './range.js' */

const dayName = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })
const hourName = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })

/** Days are in UTC, hours in the reader's time zone. @param {Periods['unit']} unit @param {string} start */
export const periodName = (unit, start) => (unit === 'day' ? dayName : hourName).format(new Date(start))

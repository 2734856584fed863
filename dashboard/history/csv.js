/** @import { NamedEvent } from './event-table.js' */

/** @type {[title: string, of: (event: NamedEvent) => unknown][]} */
const COLUMNS = [
  ['time', event => event.at],
  ['action', event => event.action],
  ['key_id', event => event.key_id],
  ['key_name', event => event.name],
  ['actor', event => event.actor],
  ['reason', event => event.reason],
  ['details', event => event.details && JSON.stringify(event.details)],
  ['ip', event => event.ip],
  ['request_id', event => event.request_id],
]

/** Spreadsheets run what begins so (owasp.org/www-community/attacks/CSV_Injection). */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/

/**
 * Events as RFC 4180 has it.
 * @param {NamedEvent[]} events
 */
export function toCsv(events) {
  const lines = [COLUMNS.map(([title]) => title), ...events.map(event => COLUMNS.map(([, of]) => cell(of(event))))]
  return lines.map(line => `${line.join(',')}\r\n`).join('')
}

/** @param {unknown} value */
function cell(value) {
  const text = String(value ?? '')
  return `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
}

/** @import { NamedEvent } from './days.js' */

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

/** Without it, Excel reads the file in the computer's legacy code page. */
const BYTE_ORDER_MARK = '\uFEFF'

/**
 * Where a spreadsheet could see the start of a formula (owasp.org/www-community/attacks/CSV_Injection): at the start of a
 * cell, after blanks and quotes, in full-width and half-width characters. A spreadsheet that separates cells by semicolons
 * or tabs ignores our quotes, so any separator or line break inside a cell could start a new cell there.
 */
const FORMULA = /(^|[,;\t\r\n，；|])(?=(?:(?![\t\r\n])[\s"'“”„«»\p{Cf}])*[=+\-@＝＋－＠﹦﹢﹣﹫−])/gu

/** Older versions of Excel treated a cell that starts with a tab or a line break as a formula. */
const BLANK_START = /^(?=[\t\r\n])/

/**
 * Events as CSV (RFC 4180), in UTF-8 with a byte-order mark.
 * @param {NamedEvent[]} events
 */
export function toCsv(events) {
  const lines = [COLUMNS.map(([title]) => title), ...events.map(event => COLUMNS.map(([, of]) => cell(of(event))))]
  return BYTE_ORDER_MARK + lines.map(line => `${line.join(',')}\r\n`).join('')
}

/** @param {unknown} value */
function cell(value) {
  const text = String(value ?? '')
    .replace(FORMULA, "$1'")
    .replace(BLANK_START, "'")
  return `"${text.replaceAll('"', '""')}"`
}

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

/** Excel reads a file without it in the code page of the machine. */
const BYTE_ORDER_MARK = '\uFEFF'

/**
 * Where a spreadsheet could see the start of a formula (owasp.org/www-community/attacks/CSV_Injection): at the start of a
 * cell, after blanks and quotes, in any width. A spreadsheet that separates cells by semicolons or tabs does not
 * understand our quotes, so that for it any separator or line break inside a cell may start another cell.
 */
const FORMULA = /(^|[,;\t\r\n，；|])(?=(?:(?![\t\r\n])[\s"'“”„«»\p{Cf}])*[=+\-@＝＋－＠﹦﹢﹣﹫−])/gu

/** To older versions of Excel, a cell was a formula if it started with a tab or a line break. */
const BLANK_START = /^(?=[\t\r\n])/

/**
 * Events as RFC 4180 has it, in UTF-8 with a byte-order mark.
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

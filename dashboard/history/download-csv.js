import { toCsv } from './csv.js'

/** @import { NamedEvent } from './event-table.js' */

/** @param {NamedEvent[]} events */
export function downloadCsv(events) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([toCsv(events)], { type: 'text/csv' }))
  link.download = `api-key-history-${new Date().toISOString().slice(0, 10)}.csv`
  link.click()
  // Not at once: the browser reads it when it gets to that.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

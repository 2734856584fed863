import { number, plural } from '../base/format.js'
import { useAction } from '../base/load.js'
import { html, useEffect, useRef, useState } from '../base/view.js'
import { toCsv } from './csv.js'
import { MAX_EVENTS, readAll } from './read-all.js'

/** @import { EventQuery } from '../../client/client.js' */
/** @import { NamedEvent } from './event-table.js' */

/**
 * Saves all events that match the filters, not only the current page.
 * @param {EventQuery} query
 * @param {(words: string) => void} say shows the outcome
 */
export function useDownload(query, say) {
  const { run, busy, error } = useAction()
  const [count, setCount] = useState(0)
  const controller = useRef(/** @type {AbortController | null} */ (null))
  // A change of the filters cancels the download: the file would no longer match the page.
  useEffect(() => () => controller.current?.abort(), [JSON.stringify(query)])
  async function download() {
    const current = new AbortController()
    controller.current = current
    const { signal } = current
    setCount(0)
    try {
      const { events, isAll } = await readAll(query, signal, setCount)
      if (signal.aborted) return
      save(events)
      say(isAll ? `Downloaded ${plural(events.length, 'event')}.` : TRUNCATED)
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }
  return { start: () => run(download), busy, error, count }
}

const TRUNCATED = `Downloaded the newest ${number(MAX_EVENTS)} events. For older events, choose an earlier end date.`

/** @param {{ download: ReturnType<typeof useDownload>, disabled: boolean }} props */
export const DownloadButton = ({ download: { start, busy, count }, disabled }) => html`
  <button type="button" disabled=${disabled || busy} onClick=${start}>${busy ? `Downloading… ${number(count)}` : 'Download CSV'}</button>
`

/** @param {NamedEvent[]} events */
function save(events) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([toCsv(events)], { type: 'text/csv;charset=utf-8' }))
  link.download = `api-key-history-${new Date().toISOString().slice(0, 10)}.csv`
  link.click()
  // Revoked later, because the browser reads the URL asynchronously.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

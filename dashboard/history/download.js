import { number, plural } from '../base/format.js'
import { useAction } from '../base/load.js'
import { html, useEffect, useRef, useState } from '../base/view.js'
import { toCsv } from './csv.js'
import { asQuery } from './event-filter.js'
import { fileName } from './file-name.js'
import { toJsonLines } from './json-lines.js'
import { MAX_EVENTS, readAll } from './read-all.js'

/** @import { NamedEvent } from './days.js' */
/** @import { EventFilter } from './event-filter.js' */

const FORMATS = {
  csv: { title: 'CSV', type: 'text/csv;charset=utf-8', textOf: toCsv },
  jsonl: { title: 'JSON Lines', type: 'application/x-ndjson', textOf: toJsonLines },
}

/** @typedef {keyof typeof FORMATS} Format */

/**
 * Saves all events that match the filters, not only the current page.
 * @param {EventFilter} filter
 * @param {(words: string) => void} say shows the outcome
 */
export function useDownload(filter, say) {
  const { run, busy, error } = useAction()
  const [{ format, count }, setProgress] = useState({ format: /** @type {Format} */ ('csv'), count: 0 })
  const controller = useRef(/** @type {AbortController | null} */ (null))
  // A change of the filters cancels the download: the file would no longer match the page.
  useEffect(() => () => controller.current?.abort(), [JSON.stringify(filter)])
  /** @param {Format} format */
  async function download(format) {
    const current = new AbortController()
    controller.current = current
    const { signal } = current
    setProgress({ format, count: 0 })
    try {
      const { events, isAll } = await readAll(asQuery(filter), signal, count => setProgress({ format, count }))
      if (signal.aborted) return
      save(events, format, fileName(filter, events, format))
      say(isAll ? `Downloaded ${plural(events.length, 'event')}.` : TRUNCATED)
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }
  return { start: (/** @type {Format} */ format) => run(() => download(format)), busy, error, format, count }
}

const TRUNCATED = `Downloaded the newest ${number(MAX_EVENTS)} events. For older events, choose an earlier end date.`

/** @param {{ download: ReturnType<typeof useDownload>, disabled: boolean }} props */
export const DownloadButtons = ({ download: { start, busy, format, count }, disabled }) => html`<div class="choices">
  ${Object.entries(FORMATS).map(
    ([
      name,
      { title },
    ]) => html`<button key=${name} type="button" disabled=${disabled || busy} onClick=${() => start(/** @type {Format} */ (name))}>
      ${busy && name === format ? `Downloading… ${number(count)}` : `Download ${title}`}
    </button>`,
  )}
</div>`

/** @param {NamedEvent[]} events @param {Format} format @param {string} name */
function save(events, format, name) {
  const { type, textOf } = FORMATS[format]
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([textOf(events)], { type }))
  link.download = name
  link.click()
  // Revoked later, because the browser reads the URL asynchronously.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

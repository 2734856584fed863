import { setTimeout as sleep } from 'node:timers/promises'
import { Connection, type Place } from './connection.ts'
import { head } from './http.ts'

/** Files of each size that clients download; the first takes many pieces. */
export const DOWNLOADS = [
  '/docs/static/swagger-ui-bundle.js',
  '/docs/static/swagger-ui.css',
  '/docs/static/favicon-16x16.png',
  '/dashboard/bundle/page.js',
  '/dashboard/bundle/page.css',
  '/client/keyward-keys.js',
]
const CODINGS = ['identity', 'gzip', 'br']
const LATEST_MS = 5

/** Requests each file in each coding and disconnects after 0 to 5 ms, sometimes with a reset. */
export async function abandonDownloads(place: Place) {
  for (const path of DOWNLOADS)
    for (const coding of CODINGS) {
      const delays = Array.from({ length: 2 * (LATEST_MS + 1) }, (_, at) => at)
      await Promise.all(delays.map(at => abandon(place, path, coding, at >> 1, at % 2 === 1)))
    }
}

async function abandon(place: Place, path: string, coding: string, afterMs: number, resets: boolean) {
  const connection = new Connection(place)
  connection.socket.write(head(`GET ${path} HTTP/1.1`, 'Host: localhost', `Accept-Encoding: ${coding}`))
  connection.socket.once('connect', async () => {
    if (afterMs > 0) await sleep(afterMs)
    if (resets) connection.socket.resetAndDestroy()
    else connection.socket.destroy()
  })
  await connection.closed
}

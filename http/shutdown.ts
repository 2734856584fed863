import type { Server } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import closeWithGrace from 'close-with-grace'
import type { FastifyInstance } from 'fastify'

/** All of it together stays below the 10 s that orchestrators give before they kill. */
const DEADLINE_MS = 9_000
/** How long clients that keep connections open may still come, to be answered and sent away. */
const FAREWELL_MS = 1_000
/** How long requests in flight may take; sockets that are still open then are cut. */
const IN_FLIGHT_MS = 6_000
const SWEEP_MS = 100

/**
 * Closes the app on SIGTERM and SIGINT. First every answer says `Connection: close`: a connection that is closed while
 * it is idle may have a request on its way. Then what is in flight is answered; idle sockets are closed as they fall
 * idle, silent ones when the time is up. `close()` alone waits for both for minutes.
 */
export function shutdownOnSignal(app: FastifyInstance) {
  closeWithGrace({ delay: DEADLINE_MS, logger: false }, async function close({ err }) {
    if (err) app.log.fatal({ err }, 'uncaught')
    const cut = setTimeout(() => app.server.closeAllConnections(), IN_FLIGHT_MS)
    app.sendClientsAway()
    await allGone(app.server)
    const sweep = setInterval(() => app.server.closeIdleConnections(), SWEEP_MS)
    await app.close()
    clearInterval(sweep)
    clearTimeout(cut)
  })
}

/** Waits until nobody is connected, or the time for that is up. */
async function allGone(server: Server) {
  const connections = promisify<number>(done => server.getConnections(done))
  for (let left = FAREWELL_MS; left > 0 && (await connections()) > 0; left -= SWEEP_MS) await sleep(SWEEP_MS)
}

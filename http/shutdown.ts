import type { Server } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import closeWithGrace from 'close-with-grace'
import type { FastifyInstance } from 'fastify'
import type { LogWriter } from './log.ts'

/** For the whole shutdown: less than the 10 s that orchestrators allow before they kill. */
const DEADLINE_MS = 9_000
/** How long clients that keep connections open may still come, to be answered and sent away. */
const FAREWELL_MS = 1_000
/** How long requests in flight may take; sockets still open after that are cut. */
const IN_FLIGHT_MS = 6_000
/** How long a slow reader of the log may take for the rest of it. */
const LOG_MS = 500
const SWEEP_MS = 100
const SIGNALS = ['SIGTERM', 'SIGINT'] as const

/**
 * Closes the app on SIGTERM and SIGINT. First every response says `Connection: close`: a connection that is closed while
 * it is idle may have a request on its way. Then requests in flight are answered; sockets are closed as they become
 * idle, and silent ones when the time is up. `close()` alone would wait minutes for either.
 * A repeated signal changes nothing: a terminal sends it to both npm and this process, and npm then passes it on too.
 */
export function shutdownOnSignal(app: FastifyInstance, log: LogWriter) {
  const grace = closeWithGrace(
    { delay: DEADLINE_MS, logger: false, skip: [...SIGNALS] },
    async function close({ err }) {
      if (err) app.log.fatal({ err }, 'uncaught')
      await farewell(app)
      await log.drained(LOG_MS)
    },
  )
  let isAsked = false
  function closeOnce(signal: NodeJS.Signals) {
    if (isAsked) return
    isAsked = true
    app.log.info({ signal }, 'shutting down')
    grace.close()
  }
  for (const signal of SIGNALS) process.on(signal, closeOnce)
}

async function farewell(app: FastifyInstance) {
  const cut = setTimeout(() => app.server.closeAllConnections(), IN_FLIGHT_MS)
  app.sendClientsAway()
  await allGone(app.server)
  const sweep = setInterval(() => app.server.closeIdleConnections(), SWEEP_MS)
  await app.close()
  clearInterval(sweep)
  clearTimeout(cut)
}

/** Waits until nobody is connected, or the time for that is up. */
async function allGone(server: Server) {
  const connections = promisify<number>(done => server.getConnections(done))
  for (let left = FAREWELL_MS; left > 0 && (await connections()) > 0; left -= SWEEP_MS) await sleep(SWEEP_MS)
}

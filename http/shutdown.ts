import type { Server } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import closeWithGrace from 'close-with-grace'
import type { FastifyInstance } from 'fastify'
import type { LogWriter } from './log.ts'

/** For the whole shutdown. Less than the 10 s after which orchestrators kill a process. */
const DEADLINE_MS = 9_000
/** How long idle connections may still send requests, which are answered with `Connection: close`. */
const FAREWELL_MS = 1_000
/** How long requests in flight may take. Sockets that are still open after that are destroyed. */
const IN_FLIGHT_MS = 6_000
/** How long a slow reader of the log may take to read the rest. */
const LOG_MS = 500
const SWEEP_MS = 100
const SIGNALS = ['SIGTERM', 'SIGINT'] as const

/**
 * Closes the app on SIGTERM and SIGINT. First, every response says `Connection: close`, because an idle connection that
 * is closed may have a request on its way. Then requests in flight are answered; sockets are closed as they become
 * idle, and silent ones when the time is up. `close()` alone would wait minutes for either. Repeated signals are
 * ignored: a terminal sends each signal to npm and to this process, and npm passes it on.
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

/** Waits until all clients have disconnected or the time is up. */
async function allGone(server: Server) {
  const connections = promisify<number>(done => server.getConnections(done))
  for (let left = FAREWELL_MS; left > 0 && (await connections()) > 0; left -= SWEEP_MS) await sleep(SWEEP_MS)
}

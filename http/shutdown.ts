import closeWithGrace from 'close-with-grace'
import type { FastifyInstance } from 'fastify'

/** For the whole shutdown: less than the 10 s that orchestrators allow before they kill. */
const DEADLINE_MS = 9_000
/** How long requests in flight may take; sockets still open after that are cut. */
const IN_FLIGHT_MS = 6_000
const SWEEP_MS = 100
const SIGNALS = ['SIGTERM', 'SIGINT'] as const

/**
 * Closes the app on SIGTERM and SIGINT: requests in flight are answered, with `Connection: close`; sockets are closed
 * as they become idle, and silent ones when the time is up. `close()` alone would wait minutes for either.
 * A repeated signal changes nothing: a terminal sends it to both npm and this process, and npm then passes it on too.
 */
export function shutdownOnSignal(app: FastifyInstance) {
  const grace = closeWithGrace(
    { delay: DEADLINE_MS, logger: false, skip: [...SIGNALS] },
    async function close({ err }) {
      if (err) app.log.fatal({ err }, 'uncaught')
      const sweep = setInterval(() => app.server.closeIdleConnections(), SWEEP_MS)
      const cut = setTimeout(() => app.server.closeAllConnections(), IN_FLIGHT_MS)
      await app.close()
      clearInterval(sweep)
      clearTimeout(cut)
    },
  )
  let isAsked = false
  function closeOnce() {
    if (!isAsked) grace.close()
    isAsked = true
  }
  for (const signal of SIGNALS) process.on(signal, closeOnce)
}

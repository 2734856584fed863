import closeWithGrace from 'close-with-grace'
import type { FastifyInstance } from 'fastify'

/** All of it together stays below the 10 s that orchestrators give before they kill. */
const DEADLINE_MS = 9_000
/** How long requests in flight may take; sockets that are still open then are cut. */
const IN_FLIGHT_MS = 6_000
const SWEEP_MS = 100
const SIGNALS = ['SIGTERM', 'SIGINT'] as const

/**
 * Closes the app on SIGTERM and SIGINT: what is in flight is answered, with `Connection: close`; idle sockets are
 * closed as they fall idle, silent ones when the time is up. `close()` alone waits for both for minutes.
 * A signal that comes again changes nothing: npm passes on the one that a terminal has sent to both.
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

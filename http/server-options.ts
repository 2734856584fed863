import type { Server } from 'node:http'
import { type FastifyHttpOptions, LogController } from 'fastify'
import { trusting } from './network.ts'
import { requestId } from './request-id.ts'

/** The limit of most routes. Their largest meaningful body, 1,000 IDs in indented JSON, has about 50 kB. */
const BODY_LIMIT_BYTES = 65_536
/** The limit for imports and leak reports, which contain up to 1,000 credentials of up to 1,000 characters. */
export const LARGE_BODY_BYTES = 1_048_576
/** From the first byte of a request to its last. */
const REQUEST_TIMEOUT_MS = 10_000
/** A connection without a byte in either direction. Longer than the above, so that a slow sender still gets its 408. */
const SILENCE_TIMEOUT_MS = 12_000

/** The options of the HTTP server: its limits and its log. */
export const httpServer = (
  { logLevel, trustProxy }: { logLevel: string; trustProxy: readonly string[] },
  log: { write(line: string): void },
): FastifyHttpOptions<Server> => ({
  logger: { level: logLevel, base: null, stream: log },
  logController: new LogController({ disableRequestLogging: true }),
  childLoggerFactory: logger => logger, // log lines contain the request ID themselves; a logger per request takes time
  genReqId: requestId,
  trustProxy: trusting(trustProxy),
  bodyLimit: BODY_LIMIT_BYTES,
  pluginTimeout: 0, // startup may wait for another instance's migration, however long that takes
  return503OnClosing: false, // requests that still arrive on open connections are answered, with Connection: close
  connectionTimeout: SILENCE_TIMEOUT_MS,
  requestTimeout: REQUEST_TIMEOUT_MS,
  http: {
    headersTimeout: REQUEST_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    connectionsCheckingInterval: 1_000,
    requireHostHeader: false,
  },
})

import type { Server } from 'node:http'
import { type FastifyHttpOptions, LogController } from 'fastify'
import type { Config } from '../config.ts'
import { answerClientError, answerFrameworkError } from '../plugins/raw-answers.ts'
import { requestId } from './request-id.ts'

/** The largest body that is read; the largest one that means something is some 3 kB. */
const BODY_LIMIT_BYTES = 1_048_576
/** From the first byte of a request to its last. */
const REQUEST_TIMEOUT_MS = 10_000
/** Without a byte in either direction; more than the above, so that whoever is slow to ask is still told 408. */
const SILENCE_TIMEOUT_MS = 12_000
/** The embedded database takes seconds to start, and many of them beside other work. */
const START_TIMEOUT_MS = 120_000

/** The options of the HTTP server: its limits, its log, and who answers what the router never sees. */
export const httpServer = (
  { logLevel, trustProxy }: Config,
  log?: { write(line: string): void },
): FastifyHttpOptions<Server> => ({
  logger: { level: logLevel, base: null, ...(log && { stream: log }) },
  logController: new LogController({ disableRequestLogging: true }),
  childLoggerFactory: logger => logger, // our lines name their request themselves; a logger a request costs time
  genReqId: requestId,
  trustProxy: trustProxy.length > 0 && [...trustProxy],
  bodyLimit: BODY_LIMIT_BYTES,
  pluginTimeout: START_TIMEOUT_MS,
  return503OnClosing: false, // what still comes on an open connection is answered, with Connection: close
  connectionTimeout: SILENCE_TIMEOUT_MS, // ends those who never read their answer: Node has no other limit for them
  requestTimeout: REQUEST_TIMEOUT_MS,
  http: {
    headersTimeout: REQUEST_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    connectionsCheckingInterval: 1_000,
    requireHostHeader: false,
  },
  clientErrorHandler: answerClientError,
  frameworkErrors: answerFrameworkError,
})

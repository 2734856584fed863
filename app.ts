import type { Server } from 'node:http'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify, { type FastifyHttpOptions, LogController } from 'fastify'
import type { Demo } from './auth/demo.ts'
import { ANY_TIER, sufficientTiers } from './auth/entitlement.ts'
import { forwardedUri } from './auth/forwarded-uri.ts'
import type { SessionSource } from './auth/session-token.ts'
import type { Config } from './config.ts'
import type { Database } from './db/client.ts'
import activity from './plugins/activity.ts'
import apiKey from './plugins/api-key.ts'
import authRequest from './plugins/auth-request.ts'
import authorizer from './plugins/authorizer.ts'
import closing from './plugins/closing.ts'
import crossOrigin from './plugins/cross-origin.ts'
import database from './plugins/database.ts'
import demo from './plugins/demo.ts'
import docs from './plugins/docs.ts'
import errors from './plugins/errors.ts'
import metrics from './plugins/metrics.ts'
import notFound from './plugins/not-found.ts'
import openapi from './plugins/openapi.ts'
import page from './plugins/page.ts'
import rateLimit from './plugins/rate-limit.ts'
import rawAnswers, { answerClientError, answerFrameworkError } from './plugins/raw-answers.ts'
import requestLog from './plugins/request-log.ts'
import session from './plugins/session.ts'
import token from './plugins/token.ts'
import validation from './plugins/validation.ts'
import { requestId } from './request-id.ts'
import accounts from './routes/accounts.ts'
import auditEvents from './routes/audit-events.ts'
import demoRoutes from './routes/demo.ts'
import forwardAuth from './routes/forward-auth.ts'
import health from './routes/health.ts'
import keys from './routes/keys.ts'
import me from './routes/me.ts'
import metricsRoute from './routes/metrics.ts'
import revokeKey from './routes/revoke-key.ts'
import sessionRoute from './routes/session.ts'
import usage from './routes/usage.ts'
import verify from './routes/verify.ts'

/** The largest body that is read; the largest one that means something is some 3 kB. */
const BODY_LIMIT_BYTES = 1_048_576
/** From the first byte of a request to its last. */
const REQUEST_TIMEOUT_MS = 10_000

export interface Resources {
  /** An open database to use instead of the one that the settings name; closed with the app. */
  db?: Database
  /** Where log lines go instead of the standard output. */
  log?: { write(line: string): void }
}

/** Puts the service together. It neither listens nor reads the environment; `close()` releases all it opened. */
export async function buildApp(config: Config, { db, log }: Resources = {}) {
  const app = Fastify(serverOptions(config, log)).withTypeProvider<TypeBoxTypeProvider>()

  // What every answer has.
  await app.register(metrics)
  await app.register(rateLimit, { config })
  await app.register(closing)
  await app.register(errors)
  await app.register(rawAnswers)
  await app.register(requestLog)
  await app.register(validation)
  await app.register(notFound)
  await app.register(openapi)
  // What routes use.
  await app.register(database, { config, db })
  await app.register(demo, { config })
  await app.register(activity)
  await app.register(authorizer)

  await app.register(async function publicScope(scope) {
    await scope.register(health)
    await scope.register(docs)
    if (app.demo) await scope.register(demoRoutes, { demo: app.demo })
  })

  await app.register(page, { demo: app.demo !== undefined })

  await app.register(
    async function sessionScope(scope) {
      await scope.register(crossOrigin, { config })
      await scope.register(session, { config, source: config.session ?? demoSource(app.demo) })
      await scope.register(keys)
      await scope.register(revokeKey)
      await scope.register(sessionRoute)
      await scope.register(auditEvents)
      await scope.register(usage)
    },
    { prefix: '/api/v1' },
  )

  await app.register(
    async function keyScope(scope) {
      await scope.register(apiKey, { uriOf: request => request.raw.url ?? '', tiersFor: () => ANY_TIER })
      await scope.register(me)
    },
    { prefix: '/api/v1' },
  )

  await app.register(async function gatewayScope(scope) {
    const uriOf = forwardedUri(config.forwardedUriHeader)
    await scope.register(apiKey, { uriOf, tiersFor: request => sufficientTiers(request.headers) })
    await scope.register(forwardAuth, { prefix: '/forward-auth' })
    // nginx asks without the client's path. Answering it without the header would lose every query: let it say 503.
    if (config.forwardedUriHeader === undefined) return
    await scope.register(async function nginxScope(nginx) {
      await nginx.register(authRequest)
      await nginx.register(forwardAuth, { prefix: '/forward-auth-nginx' })
    })
  })

  if (config.adminToken) {
    const operator = { token: config.adminToken, scheme: 'OperatorToken' }
    await app.register(
      async function operatorScope(scope) {
        await scope.register(token, operator)
        await scope.register(accounts)
      },
      { prefix: '/admin/v1' },
    )
  }

  if (config.verifyToken) {
    const service = { token: config.verifyToken, scheme: 'ServiceToken' }
    await app.register(
      async function serviceScope(scope) {
        await scope.register(token, service)
        await scope.register(verify)
      },
      { prefix: '/api/v1' },
    )
  }

  await app.register(async function metricsScope(scope) {
    if (config.metricsToken) await scope.register(token, { token: config.metricsToken, scheme: 'MetricsToken' })
    await scope.register(metricsRoute)
  })

  app.refuseTheRest()
  return app
}

/** In demo mode the service is its own identity provider. */
function demoSource(demo: Demo | undefined): SessionSource {
  if (!demo) throw new Error('there is neither an identity provider nor a demo')
  return { kind: 'secret', secret: demo.secret }
}

const serverOptions = ({ logLevel, trustProxy }: Config, log: Resources['log']): FastifyHttpOptions<Server> => ({
  logger: { level: logLevel, base: null, ...(log && { stream: log }) },
  logController: new LogController({ disableRequestLogging: true }),
  genReqId: requestId,
  trustProxy: trustProxy.length > 0 && [...trustProxy],
  bodyLimit: BODY_LIMIT_BYTES,
  return503OnClosing: false, // what still comes on an open connection is answered, with Connection: close
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

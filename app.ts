import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify, { type FastifyInstance } from 'fastify'
import { ANY_TIER, sufficientTiers } from './auth/entitlement.ts'
import { forwardedUri } from './auth/forwarded-uri.ts'
import type { Config } from './config.ts'
import type { Database } from './db/connection/client.ts'
import { httpServer } from './http/server-options.ts'
import activity from './plugins/activity.ts'
import apiKey from './plugins/api-key.ts'
import authRequest from './plugins/auth-request.ts'
import authorizer from './plugins/authorizer.ts'
import closing from './plugins/closing.ts'
import crossOrigin from './plugins/cross-origin.ts'
import database from './plugins/database.ts'
import demo from './plugins/demo.ts'
import errors from './plugins/errors.ts'
import metrics from './plugins/metrics.ts'
import notFound from './plugins/not-found.ts'
import openapi from './plugins/openapi.ts'
import pacing from './plugins/pacing.ts'
import rateLimit from './plugins/rate-limit.ts'
import rawAnswers, { rawHandlers } from './plugins/raw-answers.ts'
import requestLog from './plugins/request-log.ts'
import session from './plugins/session.ts'
import stalled from './plugins/stalled.ts'
import token from './plugins/token.ts'
import validation from './plugins/validation.ts'
import auditEvents from './routes/account/audit-events.ts'
import sessionRoute from './routes/account/session.ts'
import usage from './routes/account/usage.ts'
import createKey from './routes/keys/create.ts'
import keys from './routes/keys/list.ts'
import revokeKey from './routes/keys/revoke.ts'
import accounts from './routes/operation/accounts.ts'
import health from './routes/operation/health.ts'
import metricsRoute from './routes/operation/metrics.ts'
import page from './routes/pages/dashboard.ts'
import demoRoutes from './routes/pages/demo.ts'
import docs from './routes/pages/docs.ts'
import forwardAuth from './routes/uses/forward-auth.ts'
import me from './routes/uses/me.ts'
import verify from './routes/uses/verify.ts'

export interface Resources {
  /** An open database to use instead of the one that the settings name; closed with the app. */
  db?: Database
  /** Where log lines go instead of the standard output. */
  log?: { write(line: string): void }
}

/** Puts the service together. It neither listens nor reads the environment; `close()` releases all it opened. */
export async function buildApp(config: Config, { db, log }: Resources = {}) {
  const app = Fastify({ ...httpServer(config, log), ...rawHandlers }).withTypeProvider<TypeBoxTypeProvider>()

  // What every answer has.
  await app.register(metrics)
  await app.register(rateLimit, { config })
  await app.register(closing)
  await app.register(requestLog)
  await app.register(errors)
  await app.register(rawAnswers)
  await app.register(stalled)
  await app.register(validation)
  await app.register(notFound)
  await app.register(openapi)
  // What routes use.
  await app.register(database, { config, db })
  await app.register(demo, { config })
  await app.register(activity)
  await app.register(authorizer)
  // Who may call what: a scope for each kind of credential.
  await app.register(publicScope)
  await app.register(pageScope)
  await app.register(sessionScope, { prefix: '/api/v1', config })
  await app.register(keyScope, { prefix: '/api/v1' })
  await app.register(gatewayScope, { config })
  await app.register(serviceScope, { prefix: '/api/v1', config })
  await app.register(operatorScope, { prefix: '/admin/v1', config })
  await app.register(metricsScope, { config })

  app.refuseTheRest()
  return app
}

async function publicScope(scope: FastifyInstance) {
  await scope.register(health)
  if (scope.demo) await scope.register(demoRoutes, { demo: scope.demo })
}

async function pageScope(scope: FastifyInstance) {
  await scope.register(pacing)
  await scope.register(docs)
  await scope.register(page, { demo: scope.demo !== undefined })
}

async function sessionScope(scope: FastifyInstance, { config }: Scope) {
  await scope.register(crossOrigin, { config })
  await scope.register(session, { config, source: scope.sessionSource })
  await scope.register(createKey)
  await scope.register(keys)
  await scope.register(revokeKey)
  await scope.register(sessionRoute)
  await scope.register(auditEvents)
  await scope.register(usage)
}

async function keyScope(scope: FastifyInstance) {
  await scope.register(apiKey, { uriOf: request => request.url, tiersFor: () => ANY_TIER })
  await scope.register(me)
}

async function gatewayScope(scope: FastifyInstance, { config }: Scope) {
  const uriOf = forwardedUri(config.forwardedUriHeader)
  await scope.register(apiKey, { uriOf, tiersFor: request => sufficientTiers(request.headers) })
  await scope.register(forwardAuth, { prefix: '/forward-auth' })
  // nginx asks without the client's path. Answering it without the header would lose every query: let it say 503.
  if (config.forwardedUriHeader === undefined) return
  await scope.register(async function nginxScope(nginx) {
    await nginx.register(authRequest)
    await nginx.register(forwardAuth, { prefix: '/forward-auth-nginx' })
  })
}

async function serviceScope(scope: FastifyInstance, { config: { verifyToken } }: Scope) {
  if (!verifyToken) return
  await scope.register(token, { token: verifyToken, scheme: 'ServiceToken' })
  await scope.register(verify)
}

async function operatorScope(scope: FastifyInstance, { config: { adminToken } }: Scope) {
  if (!adminToken) return
  await scope.register(token, { token: adminToken, scheme: 'OperatorToken' })
  await scope.register(accounts)
}

async function metricsScope(scope: FastifyInstance, { config: { metricsToken } }: Scope) {
  if (metricsToken) await scope.register(token, { token: metricsToken, scheme: 'MetricsToken' })
  await scope.register(metricsRoute)
}

interface Scope {
  config: Config
}

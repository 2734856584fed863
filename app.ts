import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify, { type FastifyInstance } from 'fastify'
import { forwardedUri } from './auth/forwarded-uri.ts'
import { requirementOf } from './auth/requirement.ts'
import type { Config } from './config.ts'
import type { Connections } from './db/connection/client.ts'
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
import github from './plugins/github.ts'
import graces from './plugins/graces.ts'
import leaks from './plugins/leaks.ts'
import metrics from './plugins/metrics.ts'
import notFound from './plugins/not-found.ts'
import openapi from './plugins/openapi.ts'
import pacing from './plugins/pacing.ts'
import rateLimit from './plugins/rate-limit.ts'
import rawAnswers, { rawHandlers } from './plugins/raw-answers.ts'
import reporter from './plugins/reporter.ts'
import reports from './plugins/reports.ts'
import requestLog from './plugins/request-log.ts'
import revocationLog from './plugins/revocation-log.ts'
import session from './plugins/session.ts'
import stalled from './plugins/stalled.ts'
import token from './plugins/token.ts'
import tracing from './plugins/tracing.ts'
import validation from './plugins/validation.ts'
import auditEvents from './routes/account/audit-events.ts'
import sessionRoute from './routes/account/session.ts'
import usage from './routes/account/usage.ts'
import createKey from './routes/keys/create.ts'
import keys from './routes/keys/list.ts'
import revokeKey from './routes/keys/revoke.ts'
import revokeKeys from './routes/keys/revoke-many.ts'
import rotateKey from './routes/keys/rotate.ts'
import updateKey from './routes/keys/update.ts'
import credentials from './routes/leaks/credentials.ts'
import githubLeaks from './routes/leaks/github.ts'
import ownLeak from './routes/leaks/own.ts'
import accounts from './routes/operation/accounts.ts'
import health from './routes/operation/health.ts'
import metricsRoute from './routes/operation/metrics.ts'
import revocations from './routes/operation/revocations.ts'
import page from './routes/pages/dashboard.ts'
import demoRoutes from './routes/pages/demo.ts'
import docs from './routes/pages/docs.ts'
import forwardAuth from './routes/uses/forward-auth.ts'
import me from './routes/uses/me.ts'
import verify from './routes/uses/verify.ts'

export interface Resources {
  /** An already open database to use instead of the configured one; closed with the app. */
  connections?: Connections
  /** Where log lines go instead of stdout. */
  log?: { write(line: string): void }
}

/** Assembles the service. Neither listens nor reads the environment; `close()` releases everything it opened. */
export async function buildApp(config: Config, { connections, log }: Resources = {}) {
  const app = Fastify({ ...httpServer(config, log), ...rawHandlers }).withTypeProvider<TypeBoxTypeProvider>()

  // What applies to every response, in hook order. Plugins that watch routes being added come before the routes.
  await app.register(metrics)
  await app.register(rateLimit, { config })
  await app.register(closing)
  await app.register(requestLog)
  await app.register(tracing, { config })
  for (const plugin of [errors, rawAnswers, stalled, validation, notFound, openapi]) await app.register(plugin)
  // What the routes depend on.
  await app.register(database, { config, connections })
  await app.register(demo, { config })
  for (const plugin of [activity, graces, authorizer, revocationLog, leaks]) await app.register(plugin)
  // Who may call what: one scope per kind of credential.
  await app.register(publicScope)
  await app.register(pageScope)
  await app.register(sessionScope, { prefix: '/api/v1', config })
  await app.register(keyScope, { prefix: '/api/v1' })
  await app.register(reporterScope, { prefix: '/api/v1' })
  await app.register(githubScope, { prefix: '/api/v1', config })
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
  for (const route of [createKey, updateKey]) await scope.register(route, { config })
  for (const route of [keys, rotateKey, revokeKey, revokeKeys, ownLeak]) await scope.register(route)
  for (const route of [sessionRoute, auditEvents, usage]) await scope.register(route)
}

async function keyScope(scope: FastifyInstance) {
  await scope.register(apiKey, { uriOf: request => request.url })
  await scope.register(me)
}

async function gatewayScope(scope: FastifyInstance, { config }: Scope) {
  const uriOf = forwardedUri(config.forwardedUriHeader)
  await scope.register(apiKey, { uriOf, requirementOf: ({ headers }) => requirementOf(headers) })
  await scope.register(forwardAuth, { prefix: '/forward-auth' })
  // nginx's subrequest lacks the client's URI, so without the header every query string would be lost. Without this
  // route nginx fails closed: it gets a 404, which gateway/nginx.conf turns into a 503.
  if (config.forwardedUriHeader === undefined) return
  await scope.register(async function nginxScope(nginx) {
    await nginx.register(authRequest)
    await nginx.register(forwardAuth, { prefix: '/forward-auth-nginx' })
  })
}

async function reporterScope(scope: FastifyInstance) {
  await scope.register(reporter)
  await scope.register(reports)
  await scope.register(credentials)
}

async function githubScope(scope: FastifyInstance, { config: { githubKeysUrl } }: Scope) {
  if (!githubKeysUrl) return
  await scope.register(github, { keysUrl: githubKeysUrl })
  await scope.register(reports)
  await scope.register(githubLeaks)
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
  await scope.register(revocations)
}

async function metricsScope(scope: FastifyInstance, { config: { metricsToken } }: Scope) {
  // Unlike the scopes above, this one is open if no token is set: /metrics names no key, account or address.
  if (metricsToken) await scope.register(token, { token: metricsToken, scheme: 'MetricsToken' })
  await scope.register(metricsRoute)
}

interface Scope {
  config: Config
}

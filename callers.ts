import type { FastifyInstance } from 'fastify'
import { forwardedUri } from './auth/forwarded-uri.ts'
import { gatewayTerms } from './auth/gateway-terms.ts'
import type { Config } from './config/config.ts'
import { SERVICE_KEY_FORMAT, SERVICE_SCOPES } from './config/service-keys.ts'
import accountPath from './plugins/guards/account-path.ts'
import apiKey from './plugins/guards/api-key.ts'
import github from './plugins/guards/github.ts'
import link from './plugins/guards/link.ts'
import operator from './plugins/guards/operator.ts'
import reporter from './plugins/guards/reporter.ts'
import services from './plugins/guards/services.ts'
import session from './plugins/guards/session.ts'
import token from './plugins/guards/token.ts'
import authRequest from './plugins/responses/auth-request.ts'
import compressed from './plugins/responses/compressed.ts'
import crossOrigin from './plugins/responses/cross-origin.ts'
import downloads from './plugins/transport/downloads.ts'
import { eventsOfAccount, ownEvents } from './routes/account/account-events.ts'
import auditEvents from './routes/account/audit-events.ts'
import departure from './routes/account/departure.ts'
import members from './routes/account/members.ts'
import sessionRoute from './routes/account/session.ts'
import signIn from './routes/account/sign-in.ts'
import signOut from './routes/account/sign-out.ts'
import usage from './routes/account/usage.ts'
import accounts from './routes/admin/accounts.ts'
import importKeys from './routes/admin/import.ts'
import plans from './routes/admin/plans.ts'
import portalSessions from './routes/admin/portal-sessions.ts'
import revocations from './routes/admin/revocations.ts'
import suspension from './routes/admin/suspension.ts'
import usageChanges from './routes/admin/usage-changes.ts'
import createKey from './routes/keys/create.ts'
import keys from './routes/keys/list.ts'
import pause from './routes/keys/pause.ts'
import revokeKey from './routes/keys/revoke.ts'
import revokeKeys from './routes/keys/revoke-many.ts'
import rotateKey from './routes/keys/rotate.ts'
import updateKey from './routes/keys/update.ts'
import credentials from './routes/leaks/credentials.ts'
import githubLeaks from './routes/leaks/github.ts'
import ownerLeak from './routes/leaks/owner.ts'
import health from './routes/ops/health.ts'
import metricsRoute from './routes/ops/metrics.ts'
import dashboard from './routes/pages/dashboard.ts'
import demoRoutes from './routes/pages/demo.ts'
import docs from './routes/pages/docs.ts'
import forwardAuth from './routes/uses/forward-auth.ts'
import introspect from './routes/uses/introspect.ts'
import me from './routes/uses/me.ts'
import verify from './routes/uses/verify.ts'

import {
  CreateManagedKeyBody,
  CreateServiceKeyBody,
  UpdateManagedKeyBody,
  UpdateServiceKeyBody,
} from './schemas/key.ts'

interface Scope {
  config: Config
}

/** Who may call what: one scope of routes for each kind of credential. */
export async function addCallers(app: FastifyInstance, { config }: Scope) {
  await app.register(publicScope)
  await app.register(linkScope, { prefix: '/api/v1', config })
  await app.register(pageScope, { config })
  await app.register(sessionScope, { prefix: '/api/v1', config })
  await app.register(keyScope, { prefix: '/api/v1', config })
  await app.register(reporterScope, { prefix: '/api/v1' })
  await app.register(githubScope, { prefix: '/api/v1', config })
  await app.register(gatewayScope, { config })
  await app.register(serviceScope, { prefix: '/api/v1', config })
  await app.register(introspectionScope, { config })
  await app.register(operatorScope, { prefix: '/admin/v1', config })
  await app.register(metricsScope, { config })
}

async function publicScope(scope: FastifyInstance) {
  await scope.register(health)
  if (scope.demo) await scope.register(demoRoutes, { demo: scope.demo })
}

async function linkScope(scope: FastifyInstance, { config }: Scope) {
  await scope.register(link)
  await scope.register(signIn, { config })
}

async function pageScope(scope: FastifyInstance, { config: { apiInfo } }: Scope) {
  // Order matters: `compressed` replaces a file with its compressed form, and `downloads` sends either in pieces.
  await scope.register(compressed)
  await scope.register(downloads)
  await scope.register(docs, { apiInfo })
  await scope.register(dashboard, { demo: scope.demo !== undefined, apiInfo })
}

async function sessionScope(scope: FastifyInstance, { config }: Scope) {
  await scope.register(crossOrigin, { config })
  await scope.register(session, { config, source: scope.sessionSource })
  await scope.register(sessionRoute, { config })
  await scope.register(signOut, { config })
  await scope.register(createKey, { prefix: '/keys', config })
  await scope.register(updateKey, { prefix: '/keys', config })
  await addAccountRoutes(scope, { config })
  await scope.register(ownEvents)
}

/** The routes about an account and its keys, which a guard of the scope names. */
async function addAccountRoutes(scope: FastifyInstance, { config }: Scope) {
  const prefix = '/keys'
  await scope.register(keys, { prefix })
  await scope.register(rotateKey, { prefix, config })
  for (const route of [revokeKey, revokeKeys, ownerLeak, pause]) await scope.register(route, { prefix })
  for (const route of [members, departure]) await scope.register(route, { prefix: '/members' })
  for (const route of [auditEvents, usage]) await scope.register(route)
}

async function keyScope(scope: FastifyInstance, { config }: Scope) {
  await scope.register(apiKey, { config, uriOf: request => request.url })
  await scope.register(me)
}

async function gatewayScope(scope: FastifyInstance, { config }: Scope) {
  const uriOf = forwardedUri(config.forwardedUriHeader)
  await scope.register(apiKey, { config, uriOf, termsOf: request => gatewayTerms(request.raw) })
  await scope.register(forwardAuth, { prefix: '/forward-auth', config })
  // nginx's subrequest lacks the client's URI, so without the header every query string would be lost. Without this
  // route nginx fails closed: it gets a 404, which gateway/nginx.conf turns into a 503.
  if (config.forwardedUriHeader === undefined) return
  await scope.register(async function nginxScope(nginx) {
    await nginx.register(authRequest)
    await nginx.register(forwardAuth, { prefix: '/forward-auth-nginx', config })
  })
}

async function reporterScope(scope: FastifyInstance) {
  await scope.register(reporter)
  await scope.register(credentials)
}

async function githubScope(scope: FastifyInstance, { config: { githubKeysUrl } }: Scope) {
  if (!githubKeysUrl) return
  await scope.register(github, { keysUrl: githubKeysUrl })
  await scope.register(githubLeaks)
}

async function serviceScope(scope: FastifyInstance, { config }: Scope) {
  if (config.verifyTokens.length === 0) return
  await scope.register(token, { tokens: config.verifyTokens, scheme: 'ServiceToken' })
  await scope.register(verify)
}

async function introspectionScope(scope: FastifyInstance, { config: { verifyTokens } }: Scope) {
  if (verifyTokens.length === 0) return
  await scope.register(token, { tokens: verifyTokens, scheme: 'ServiceToken', isOAuthClient: true })
  await scope.register(introspect)
}

async function operatorScope(scope: FastifyInstance, { config }: Scope) {
  if (config.adminTokens.length === 0) return
  await scope.register(operator, { tokens: config.adminTokens })
  await scope.register(pathScope, { prefix: '/accounts/:accountId', config })
  await scope.register(servicesScope, { prefix: '/service-keys' })
  for (const route of [accounts, eventsOfAccount, plans, usageChanges]) await scope.register(route)
  await scope.register(importKeys, { config })
  await scope.register(portalSessions, { config })
  await scope.register(revocations)
  await scope.register(suspension)
}

/** What people do with the keys of their account, for an account in the path. */
async function pathScope(scope: FastifyInstance, { config }: Scope) {
  await scope.register(accountPath)
  await scope.register(createKey, { prefix: '/keys', config, body: CreateManagedKeyBody })
  await scope.register(updateKey, { prefix: '/keys', config, body: UpdateManagedKeyBody })
  await addAccountRoutes(scope, { config })
}

async function servicesScope(scope: FastifyInstance) {
  const config = { keyFormat: SERVICE_KEY_FORMAT, scopes: SERVICE_SCOPES }
  await scope.register(services)
  await scope.register(createKey, { config, body: CreateServiceKeyBody })
  await scope.register(updateKey, { config, body: UpdateServiceKeyBody })
  await scope.register(rotateKey, { config })
  for (const route of [keys, revokeKey, ownerLeak]) await scope.register(route)
}

async function metricsScope(scope: FastifyInstance, { config: { metricsTokens } }: Scope) {
  // Unlike the scopes above, this one is open if no token is set: /metrics names no key, account or address.
  if (metricsTokens.length > 0) await scope.register(token, { tokens: metricsTokens, scheme: 'MetricsToken' })
  await scope.register(metricsRoute)
}

import type { FastifyInstance } from 'fastify'
import { operatorScope, sessionScope } from './account-routes.ts'
import { forwardedUri } from './auth/forwarded-uri.ts'
import { gatewayTerms } from './auth/gateway-terms.ts'
import type { Config } from './config/config.ts'
import apiKey from './plugins/guards/api-key.ts'
import github from './plugins/guards/github.ts'
import link from './plugins/guards/link.ts'
import reporter from './plugins/guards/reporter.ts'
import token from './plugins/guards/token.ts'
import authRequest from './plugins/responses/auth-request.ts'
import compressed from './plugins/responses/compressed.ts'
import downloads from './plugins/transport/downloads.ts'
import signIn from './routes/account/sign-in.ts'
import credentials from './routes/leaks/credentials.ts'
import githubLeaks from './routes/leaks/github.ts'
import health from './routes/ops/health.ts'
import metricsRoute from './routes/ops/metrics.ts'
import dashboard from './routes/pages/dashboard.ts'
import demoRoutes from './routes/pages/demo.ts'
import docs from './routes/pages/docs.ts'
import forwardAuth from './routes/uses/forward-auth.ts'
import introspect from './routes/uses/introspect.ts'
import me from './routes/uses/me.ts'
import verify from './routes/uses/verify.ts'

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

async function pageScope(scope: FastifyInstance, { config: { apiInfo, keyFormat } }: Scope) {
  // Order matters: `compressed` replaces a file with its compressed form, and `downloads` sends either in pieces.
  await scope.register(compressed)
  await scope.register(downloads)
  await scope.register(docs, { apiInfo })
  await scope.register(dashboard, { demo: scope.demo !== undefined, apiInfo, keyFormat })
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

async function metricsScope(scope: FastifyInstance, { config: { metricsTokens } }: Scope) {
  // Unlike the scopes above, this one is open if no token is set: /metrics names no key, account or address.
  if (metricsTokens.length > 0) await scope.register(token, { tokens: metricsTokens, scheme: 'MetricsToken' })
  await scope.register(metricsRoute)
}

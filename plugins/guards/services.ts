import type { RouteOptions } from 'fastify'
import fp from 'fastify-plugin'
import { SERVICES_ACCOUNT } from '../../config/service-keys.ts'
import { asOperation } from './as-operation.ts'

/** Makes the routes of a scope about service keys. Only operators may call them: a service must not make another. */
export default fp(
  async function services(app) {
    app.decorateRequest('owner')
    app.decorateRequest('overSessionLimit', false)
    app.addHook('onRoute', describe)
    app.addHook('onRequest', async request => {
      request.owner = { accountId: SERVICES_ACCOUNT, externalId: null, tier: null }
    })
  },
  { name: 'services', fastify: '5.x', dependencies: ['operator'] },
)

function describe(route: RouteOptions) {
  route.config = { ...route.config, right: undefined }
  asOperation(route, {
    name: id => id.replace('APIKey', 'ServiceKey'),
    summary: summary => summary.replace('an API key', 'a service key').replace('API keys', 'service keys'),
    security: [{ OperatorToken: [] }],
    description: id => `Does the same as \`${id}\`, for the keys that services use at \`/admin/v1\`.`,
  })
}

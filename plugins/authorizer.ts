import fp from 'fastify-plugin'
import { authorizeRequests } from '../db/authorize/authorize.ts'
import { Authorizer } from '../enforcement/authorizer.ts'

declare module 'fastify' {
  interface FastifyInstance {
    authorizer: Authorizer
  }
}

/** The one place that decides about keys: every request that presents one asks here. */
export default fp(
  async function authorizer(app) {
    app.decorate(
      'authorizer',
      new Authorizer(
        asks => authorizeRequests(app.reservedDb, asks),
        batch => {
          app.activity.record(batch.decisions)
          app.metrics.batch(batch)
        },
      ),
    )
    app.addHook('onClose', async () => app.authorizer.close())
  },
  { name: 'authorizer', fastify: '5.x', dependencies: ['database', 'activity', 'metrics'] },
)

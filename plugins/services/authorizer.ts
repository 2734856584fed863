import { AsyncResource } from 'node:async_hooks'
import fp from 'fastify-plugin'
import { Gauge } from 'prom-client'
import { basicTest, keyTest } from '../../auth/key-shapes.ts'
import type { KeyFormat } from '../../config/key-format.ts'
import { authorizeUses } from '../../db/authorize.ts'
import { Authorizer, type Batch, type DecideBatch } from '../../enforcement/authorizer.ts'
import type { Metrics } from '../watching/metrics.ts'

declare module 'fastify' {
  interface FastifyInstance {
    authorizer: Authorizer
    /** Whether a text can be a key. Other texts are rejected without a query. */
    isKey(text: string): boolean
    /** The same for a name or password of HTTP Basic. */
    isKeyInBasic(text: string): boolean
  }
}

/** Decides about every use of a key: all routes ask this authorizer. */
export default fp<{ config: { keyFormat: KeyFormat; importedKeyShapes: readonly RegExp[] } }>(
  async function authorizer(app, { config }) {
    app.decorate('isKey', keyTest(config))
    app.decorate('isKeyInBasic', basicTest(config))

    /** The uses have already been decided, so an error here is only logged. */
    function observe(batch: Batch) {
      try {
        app.activity.record(batch.decisions)
        app.metrics.batch(batch)
      } catch (err) {
        app.log.error({ err }, 'a batch of decisions was not recorded')
      }
    }

    // Outside any request's context: a batch serves many requests, and its statement belongs in no single trace.
    const decideBatch = AsyncResource.bind((groups: Parameters<DecideBatch>[0]) =>
      authorizeUses(app.reservedDb, groups),
    )
    app.decorate('authorizer', new Authorizer(decideBatch, observe))
    watch(app.metrics, app.authorizer)
    app.addHook('onClose', async () => app.authorizer.close())
  },
  { name: 'authorizer', fastify: '5.x', dependencies: ['database', 'activity', 'metrics'] },
)

/** Publishes the size of the queue. */
function watch({ registry }: Metrics, authorizer: Authorizer) {
  const registers = [registry]
  new Gauge({
    name: 'keyward_authorize_statements_in_flight',
    help: 'Authorize statements that have been sent and not answered',
    registers,
    collect() {
      this.set(authorizer.inFlight)
    },
  })
  new Gauge({
    name: 'keyward_authorize_requests_waiting',
    help: 'Requests that wait to be put into an authorize statement',
    registers,
    collect() {
      this.set(authorizer.waiting)
    },
  })
}

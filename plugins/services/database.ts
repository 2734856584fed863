import fp from 'fastify-plugin'
import { Gauge } from 'prom-client'
import { type Connections, connect, type Database } from '../../db/connection/client.ts'
import type { DatabaseSettings } from '../../db/connection/owner.ts'
import type { Metrics } from '../watching/metrics.ts'

declare module 'fastify' {
  interface FastifyInstance {
    db: Database
    /** The connections reserved for decisions about keys. */
    reservedDb: Database
    /** For revocations of one key. */
    revokingDb: Database
    /** For an account's revocations that may take longer. */
    revokingManyDb: Connections['revokingMany']
    /** For an account's lists, searches and usage. */
    searchDb: Connections['searching']
    /** For operators' statements about any number of keys. */
    bulkDb: Database
  }
}

/** Opens the database, at the current schema, and closes it last. */
export default fp<{ config: DatabaseSettings; connections?: Connections | undefined }>(
  async function database(app, { config, connections }) {
    const warn = (reason: string) => app.log.warn({ reason }, 'the database server is not set up well')
    const { db, reserved, revoking, revokingMany, searching, bulk, pools } =
      connections ?? (await connect(config, warn))
    watch(app.metrics, pools)
    app.decorate('db', db)
    app.decorate('reservedDb', reserved)
    app.decorate('revokingDb', revoking)
    app.decorate('revokingManyDb', revokingMany)
    app.decorate('searchDb', searching)
    app.decorate('bulkDb', bulk)
    app.addHook('onClose', async function closeConnections() {
      for (const connection of [db, reserved, revoking, bulk]) await connection.destroy()
    })
  },
  { name: 'database', fastify: '5.x', dependencies: ['metrics'] },
)

/** Publishes how busy the pools are. */
function watch({ registry }: Metrics, pools: Connections['pools']) {
  const registers = [registry]
  new Gauge({
    name: 'keyward_database_connections',
    help: 'Connections to PostgreSQL, in use (or being opened) and idle, by pool',
    labelNames: ['pool', 'state'],
    registers,
    collect() {
      for (const [pool, { totalCount, idleCount }] of Object.entries(pools)) {
        this.set({ pool, state: 'in_use' }, totalCount - idleCount)
        this.set({ pool, state: 'idle' }, idleCount)
      }
    },
  })
  new Gauge({
    name: 'keyward_database_requests_waiting',
    help: 'Requests that wait for a connection to PostgreSQL, by pool',
    labelNames: ['pool'],
    registers,
    collect() {
      for (const [pool, { waitingCount }] of Object.entries(pools)) this.set({ pool }, waitingCount)
    },
  })
}

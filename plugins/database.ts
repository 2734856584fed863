import fp from 'fastify-plugin'
import { type Connections, connect, type Database, type DatabaseSettings } from '../db/connection/client.ts'

declare module 'fastify' {
  interface FastifyInstance {
    db: Database
    /** The connections reserved for decisions about keys. */
    reservedDb: Database
  }
}

/** Opens the database, at the current schema, and closes it last. */
export default fp<{ config: DatabaseSettings; connections?: Connections | undefined }>(
  async function database(app, { config, connections }) {
    const warn = (reason: string) => app.log.warn({ reason }, 'the database server is not set up well')
    const { db, reserved } = connections ?? (await connect(config, warn))
    app.decorate('db', db)
    app.decorate('reservedDb', reserved)
    app.addHook('onClose', async function closeConnections() {
      await db.destroy()
      await reserved.destroy()
    })
  },
  { name: 'database', fastify: '5.x' },
)

import fp from 'fastify-plugin'
import { type Connections, connect, type Database, type DatabaseSettings } from '../db/connection/client.ts'

declare module 'fastify' {
  interface FastifyInstance {
    db: Database
    /** The connections that only the decisions about keys use. */
    reservedDb: Database
  }
}

/** Opens the database, at the present schema, and closes it last. */
export default fp<{ config: DatabaseSettings; db?: Database | undefined }>(
  async function database(app, { config, db }) {
    const connections: Connections = db ? { db, reserved: db } : await connect(config)
    app.decorate('db', connections.db)
    app.decorate('reservedDb', connections.reserved)
    app.addHook('onClose', async function closeConnections() {
      await connections.db.destroy()
      await connections.reserved.destroy()
    })
  },
  { name: 'database', fastify: '5.x' },
)

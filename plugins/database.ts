import fp from 'fastify-plugin'
import { type Database, type DatabaseSettings, openDatabase } from '../db/client.ts'

declare module 'fastify' {
  interface FastifyInstance {
    db: Database
  }
}

/** Opens the database, at the present schema, and closes it last. */
export default fp<{ config: DatabaseSettings; db?: Database | undefined }>(
  async function database(app, { config, db }) {
    app.decorate('db', db ?? (await openDatabase(config)))
    app.addHook('onClose', async () => app.db.destroy())
  },
  { name: 'database', fastify: '5.x' },
)

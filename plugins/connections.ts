import fp from 'fastify-plugin'
import { connectionsFor } from '../http/descriptors.ts'

const REPEAT_MS = 10_000

/**
 * Leaves descriptors for the database, for look-ups and for files, however many clients connect: beyond the bound a new
 * connection is closed at once. An error of accepting one is logged; Node would end the process for it.
 */
export default fp<{ config: { databasePoolMax: number } }>(
  async function connections(app, { config: { databasePoolMax } }) {
    const { server, log } = app
    let quietUntil = 0
    /** One line for many connections: there may be thousands a second. */
    function warn(fields: object, message: string) {
      if (performance.now() < quietUntil) return
      quietUntil = performance.now() + REPEAT_MS
      log.warn(fields, message)
    }
    app.addHook('onListen', async function bound() {
      server.maxConnections = connectionsFor(databasePoolMax)
      server.on('drop', () => warn({ connections: server.maxConnections }, 'too many connections'))
      server.on('error', err => warn({ err }, 'cannot accept a connection'))
    })
  },
  { name: 'connections', fastify: '5.x' },
)

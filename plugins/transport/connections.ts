import fp from 'fastify-plugin'
import { Counter } from 'prom-client'
import { connectionsFor } from '../../http/descriptors.ts'

const REPEAT_MS = 10_000
const REASONS = ['limit', 'error'] as const

/**
 * Leaves descriptors for the database, for name look-ups and for files, however many clients connect: beyond the limit,
 * a new connection is closed immediately. An error while accepting a connection is logged; without this handler, it
 * would end the process. Both are counted.
 */
export default fp<{ config: { databasePoolMax: number } }>(
  async function connections(app, { config: { databasePoolMax } }) {
    const { server, log } = app
    const refused = new Counter({
      name: 'keyward_connections_refused_total',
      help: 'Connections of clients that were not accepted: too many were open, or accepting one failed',
      labelNames: ['reason'],
      registers: [app.metrics.registry],
    })
    for (const reason of REASONS) refused.inc({ reason }, 0)
    let quietUntil = 0
    /** Counts every connection, but logs only one line per 10 s, because there may be thousands per second. */
    function refuse(reason: (typeof REASONS)[number], fields: object, message: string) {
      refused.inc({ reason })
      if (performance.now() < quietUntil) return
      quietUntil = performance.now() + REPEAT_MS
      log.warn(fields, message)
    }
    app.addHook('onListen', async function bound() {
      server.maxConnections = connectionsFor(databasePoolMax)
      server.on('drop', () => refuse('limit', { connections: server.maxConnections }, 'too many connections'))
      server.on('error', err => refuse('error', { err }, 'cannot accept a connection'))
    })
  },
  { name: 'connections', fastify: '5.x', dependencies: ['metrics'] },
)

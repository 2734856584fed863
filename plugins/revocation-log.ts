import fp from 'fastify-plugin'
import { REVOKED, type RevokedLine } from '../schemas/revoked-line.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /**
     * Writes the line of a revocation: after its commit, and before its answer is sent. A repeat writes the same line
     * again, so that one which a crash has prevented is there once the client has its answer.
     */
    logRevocation(revocation: Omit<RevokedLine, 'msg'>): void
  }
}

/** What outlives the database: a restored backup learns from the log which keys were revoked since. */
export default fp(
  async function revocationLog(app) {
    // Not a matter of verbosity: whoever silences the log must not lose the keys that were revoked.
    const log = app.log.child({}, { level: 'info' })
    app.decorate('logRevocation', ({ key_id, digest, account_id, at, by, reason }) =>
      log.info({ key_id, digest, account_id, at, by, reason }, REVOKED),
    )
  },
  { name: 'revocation-log', fastify: '5.x' },
)

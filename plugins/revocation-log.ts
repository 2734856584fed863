import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { Counter, Gauge } from 'prom-client'
import { unavailable } from '../errors.ts'
import type { Log } from '../http/log.ts'
import { REVOKED, type RevokedLine } from '../schemas/revoked-line.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /**
     * Writes the lines of revocations: after their commit, and before their answer is sent. A repeat writes the same
     * lines again, so that one which a crash has prevented is there once the client has its answer.
     * @throws a 503 if they cannot be written: the client repeats
     */
    logRevocations(revocations: readonly Omit<RevokedLine, 'msg'>[]): Promise<void>
  }
}

/** Pino's level "info". */
const INFO = 30

/** What outlives the database: a restored backup learns from the log which keys were revoked since. */
export default fp<{ log: Log }>(
  async function revocationLog(app, { log }) {
    // Not through the app's logger: LOG_LEVEL is a matter of verbosity, and must not lose the keys that were revoked.
    const lineOf = ({ key_id, digest, account_id, at, by, reason }: Omit<RevokedLine, 'msg'>) =>
      `${JSON.stringify({ level: INFO, time: Date.now(), key_id, digest, account_id, at, by, reason, msg: REVOKED })}\n`
    app.decorate('logRevocations', async revocations => {
      await log.record(revocations.map(lineOf)).catch(error => {
        throw unavailable(error)
      })
    })
    measure(app, log)
  },
  { name: 'revocation-log', fastify: '5.x', dependencies: ['metrics'] },
)

function measure({ metrics }: FastifyInstance, log: Log) {
  const registers = [metrics.registry]
  new Gauge({
    name: 'keyward_log_writable',
    help: '0 while the log cannot be written, and revocations are therefore answered 503',
    registers,
    collect() {
      this.set(log.isWritable ? 1 : 0)
    },
  })
  const counter = (name: string, help: string, count: () => number) =>
    new Counter({
      name,
      help,
      registers,
      collect() {
        this.reset()
        this.inc(count())
      },
    })
  counter('keyward_log_lines_dropped_total', 'Log lines that were dropped because too many waited', () => log.dropped)
  counter(
    'keyward_log_records_failed_total',
    'Requests answered 503 because the lines of their revocations could not be written',
    () => log.failed,
  )
}

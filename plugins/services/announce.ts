import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { Counter, Gauge } from 'prom-client'
import { type Step, Unannounced } from '../../db/keys/unannounced.ts'
import { unavailable } from '../../errors.ts'
import type { Log } from '../../http/log.ts'
import { WrittenLines } from '../../limits/written-lines.ts'
import { RESTRICTED, REVOKED } from '../../schemas/recorded-line.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /**
     * Opens the result of a step that may have ended, shortened or narrowed keys: before its answer is sent, and after
     * its commit. First the lines of all its steps are written to the log. A repeated step writes them again, so that a
     * line which a crash has prevented is there once the client has its answer; only a flood of repeats leaves out lines
     * that this instance has written before. Steps that a repeat would not find are
     * announced before their commit (db/rotation/grace.ts, db/keys/revoke-many.ts).
     * @throws a 503 if they cannot be written: the client repeats
     */
    announce<T>(unannounced: Unannounced<T>): Promise<T>
  }
}

/** Pino's level "info". */
const INFO = 30

/** What outlives the database: a restored backup learns from the log what has been taken from keys since. */
export default fp<{ log: Log }>(
  async function announce(app, { log }) {
    const revoked = new Counter({
      name: 'keyward_keys_revoked_total',
      help: 'Keys revoked through this instance',
      registers: [app.metrics.registry],
    })
    const written = new WrittenLines()
    const isNeeded = (step: Step) => !('changed' in step) || step.changed || written.isNeeded(step)
    app.decorate('announce', async unannounced => {
      const { steps } = unannounced
      revoked.inc(steps.filter(step => 'changed' in step && step.changed).length)
      await log.record(steps.filter(isNeeded).map(lineOf)).catch(error => {
        throw unavailable(error)
      })
      for (const step of steps) if ('changed' in step) written.add(step)
      return Unannounced.open(unannounced)
    })
    measure(app, log)
  },
  { name: 'announce', fastify: '5.x', dependencies: ['metrics'] },
)

/**
 * Not by the app's logger: LOG_LEVEL is a matter of verbosity and must not lose what a restore needs. `msg` comes before
 * the facts, so that a line that was cut off is recognized as damaged.
 */
function lineOf(step: Step) {
  const { key_id, digest, account_id, at, by } = step
  const msg = 'changed' in step ? REVOKED : RESTRICTED
  const facts = 'changed' in step ? { reason: step.reason } : { expires_at: step.expires_at, scopes: step.scopes }
  return `${JSON.stringify({ level: INFO, time: Date.now(), msg, key_id, digest, account_id, at, by, ...facts })}\n`
}

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

import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { Counter, Gauge } from 'prom-client'
import { type Step, Unannounced } from '../../db/keys/unannounced.ts'
import { unavailable } from '../../errors.ts'
import type { Log } from '../../http/log.ts'
import { WrittenLines } from '../../limits/written-lines.ts'
import { PAUSE, RESTRICTED, REVOKED, SUSPENSION } from '../../schemas/recorded-line.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /**
     * Logs the steps, which may have revoked, shortened, narrowed or paused keys or suspended an account, then returns the result. Normally called after
     * the commit; db/rotation/grace.ts and db/keys/revoke-many.ts call it before, because a repeat would not find their
     * keys. Repeated steps write their lines again, so a line that a crash prevented is there once the client has a
     * response; only in a flood of repeats does an instance leave out lines that it has already written.
     * @throws a 503 if the lines cannot be written: the client repeats
     */
    announce<T>(unannounced: Unannounced<T>): Promise<T>
  }
}

/** Pino's level "info". */
const INFO = 30

/** Announces revocations, restrictions, suspensions and pauses in the log, from which a restored backup is brought up to date. */
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
 * Bypasses the app's logger, because LOG_LEVEL must not suppress what a restore needs. `msg` comes before the facts, so
 * that a truncated line is recognized as damaged.
 */
function lineOf(step: Step) {
  const { msg, ...facts } = factsOf(step)
  return `${JSON.stringify({ level: INFO, time: Date.now(), msg, ...facts })}\n`
}

function factsOf(step: Step) {
  if ('suspended' in step) return { msg: SUSPENSION, ...step }
  const { key_id, digest, account_id, at, by } = step
  const key = { key_id, digest, account_id, at, by }
  if ('paused' in step) return { msg: PAUSE, ...key, paused: step.paused, reason: step.reason }
  if ('changed' in step) return { msg: REVOKED, ...key, reason: step.reason }
  return { msg: RESTRICTED, ...key, expires_at: step.expires_at, scopes: step.scopes }
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

import fp from 'fastify-plugin'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { RELEASE } from '../../db/release.ts'
import type { Batch } from '../../enforcement/authorizer.ts'
import { type ApiError, errorCodes } from '../../errors.ts'
import { Durations } from './durations.ts'

declare module 'fastify' {
  interface FastifyInstance {
    metrics: Metrics
  }
}

export interface Metrics {
  registry: Registry
  /** Records a batch of decisions. */
  batch(batch: Batch): void
  /** Records a session whose account has another external ID. */
  accountConflict(): void
  /** Records an error that was sent to a client. */
  error(error: ApiError): void
  /** Records a response, whichever code sent it. */
  answer(answer: { method: string | null; route: string | null; status: number; seconds: number }): void
}

/** The methods with their own series. Node's parser knows three dozen; the others are counted together. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/** The metrics for operators. Label values are closed sets: never a key, an account or an address. */
export default fp(
  async function metrics(app) {
    const registry = new Registry()
    const registers = [registry]
    const counter = (name: string, help: string, ...labelNames: string[]) =>
      new Counter({ name, help, labelNames, registers })
    collectDefaultMetrics({ register: registry })
    new Gauge({
      name: 'keyward_build_info',
      help: 'Always 1; the labels are the running versions',
      labelNames: ['version', 'node'],
      registers,
    }).set({ version: RELEASE, node: process.version }, 1)
    const seconds = new Histogram({
      name: 'keyward_authorize_seconds',
      help: 'Time of an authorize statement, from sending to decisions',
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1],
      registers,
    })
    const size = new Histogram({
      name: 'keyward_authorize_batch_requests',
      help: 'Requests that an authorize statement decided about',
      buckets: [1, 2, 5, 10, 25, 50, 100, 250, 500],
      registers,
    })
    const outcomes = counter('keyward_authorize_outcomes_total', 'Decisions about presented keys', 'outcome')
    const errors = counter('keyward_errors_total', 'Errors answered, by code', 'code')
    // Starts at 0, because Prometheus sees an increase only in a counter that already existed.
    for (const code of errorCodes) errors.inc({ code }, 0)
    const limited = counter(
      'keyward_limited_total',
      'Requests rejected by a limit, by owner of the window and by window',
      'whose',
      'window',
    )
    const conflicts = counter(
      'keyward_account_conflicts_total',
      'Sessions rejected because their account has another external ID',
    )
    const durations = new Durations(registry)

    app.decorate('metrics', {
      registry,
      batch(batch) {
        seconds.observe(batch.seconds)
        size.observe(batch.decisions.length)
        for (const [outcome, count] of tally(batch)) outcomes.inc({ outcome }, count)
        if (batch.undecided > 0) outcomes.inc({ outcome: 'undecided' }, batch.undecided)
      },
      accountConflict: () => conflicts.inc(),
      error(error) {
        errors.inc({ code: error.code })
        if (error.limited) limited.inc({ ...error.limited })
      },
      answer({ method, route, status, seconds }) {
        // A 405 is counted without a route, like a 404: clients must not be able to add series.
        const known = method !== null && METHODS.includes(method) ? method : 'other'
        durations.observe(known, status === 405 ? 'none' : (route ?? 'none'), status, seconds)
      },
    })
  },
  { name: 'metrics', fastify: '5.x' },
)

function tally({ decisions }: Batch) {
  const counts = new Map<string, number>()
  for (const { outcome } of decisions) counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
  return counts
}

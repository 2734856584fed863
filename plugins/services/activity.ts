import fp from 'fastify-plugin'
import { ActivityLog } from '../../enforcement/activity-log.ts'
import type { Decision } from '../../enforcement/decision.ts'
import { flush } from '../../jobs/flush-activity.ts'
import { repeat } from '../../jobs/repeat.ts'

declare module 'fastify' {
  interface FastifyInstance {
    activity: {
      /** Records what decisions mean for their keys. */
      record(decisions: readonly Decision[]): void
      /** Writes what has been recorded; this also happens by itself every few seconds. */
      flush(): Promise<void>
    }
  }
}

/** A key's activity is shown late by at most this plus the time that the flush takes. */
const FLUSH_MS = 8_000

/** Collects last uses, refusals and usage, and writes them in the background. */
export default fp(
  async function activity(app) {
    const log = new ActivityLog()
    function failed({ message }: Error) {
      app.metrics.jobFailed('activity')
      app.log.warn({ reason: message }, 'activity could not be written; it is kept')
    }
    const job = repeat(() => flush(app.db, log, failed), FLUSH_MS, failed)

    app.decorate('activity', { record: decisions => log.record(decisions), flush: job.run })
    app.addHook('onClose', job.stop)
  },
  { name: 'activity', fastify: '5.x', dependencies: ['database', 'metrics'] },
)

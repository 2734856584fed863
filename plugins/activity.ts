import fp from 'fastify-plugin'
import { flushActivity, flushUsage } from '../db/activity.ts'
import { ActivityLog } from '../enforcement/activity-log.ts'
import type { Decision } from '../enforcement/decision.ts'

declare module 'fastify' {
  interface FastifyInstance {
    activity: {
      /** Notes what decisions mean for their keys. */
      record(decisions: readonly Decision[]): void
      /** Writes what has been noted, as happens by itself every few seconds. */
      flush(): Promise<void>
    }
  }
}

/** What is shown of a key's use is at most this late, and the time that the flush takes. */
const FLUSH_MS = 8_000
/** A statement about so many rows stays far below the time that a statement may take. */
const ROWS_A_STATEMENT = 500

/** Keeps last uses, refusals and usage, and writes them in the background; what cannot be written is kept. */
export default fp(
  async function activity(app) {
    const log = new ActivityLog()
    let flushing = Promise.resolve()

    async function writeAll() {
      const { activities, usages } = log.drain()
      const left = await write(activities, rows => flushActivity(app.db, rows))
      log.putBack(left, await write(usages, rows => flushUsage(app.db, rows)))
    }

    /** @returns the rows that could not be written; after a failure the rest is not tried */
    async function write<Row>(rows: Row[], flushRows: (rows: Row[]) => Promise<Row[]>) {
      const left: Row[] = []
      try {
        while (rows.length > 0) {
          left.push(...(await flushRows(rows.slice(0, ROWS_A_STATEMENT))))
          rows.splice(0, ROWS_A_STATEMENT)
        }
      } catch (error) {
        app.log.warn({ reason: (error as Error).message }, 'activity could not be written; it is kept')
      }
      return [...left, ...rows]
    }

    /** One after the other: rows that one puts back must not overtake the other. */
    function flush() {
      flushing = flushing.then(writeAll)
      return flushing
    }

    const timer = setInterval(flush, FLUSH_MS)
    timer.unref()

    app.decorate('activity', { record: decisions => log.record(decisions), flush })
    app.addHook('onClose', async () => {
      clearInterval(timer)
      await flush()
    })
  },
  { name: 'activity', fastify: '5.x', dependencies: ['database'] },
)

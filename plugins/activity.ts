import fp from 'fastify-plugin'
import { flushActivity, flushUsage, usageId } from '../db/activity.ts'
import { ActivityLog } from '../db/activity-log.ts'

declare module 'fastify' {
  interface FastifyInstance {
    activity: ActivityLog
  }
}

/** What is shown of a key's use is at most two of these late. */
const FLUSH_MS = 4_000

/** Keeps last uses, refusals and usage, and writes them in the background; a flush that fails is made up later. */
export default fp(
  async function activity(app) {
    const log = new ActivityLog()
    let flushing = Promise.resolve()

    async function flush() {
      const { activities, usages } = log.drain()
      const written = { activities: new Set<string>(), usages: new Set<string>() }
      try {
        if (activities.length > 0) written.activities = await flushActivity(app.db, activities)
        if (usages.length > 0) written.usages = await flushUsage(app.db, usages)
      } catch (error) {
        app.log.warn({ err: error }, 'activity could not be written; it is kept for the next flush')
      }
      log.putBack(
        activities.filter(({ keyId }) => !written.activities.has(keyId)),
        usages.filter(({ keyId, hour }) => !written.usages.has(usageId(keyId, hour))),
      )
    }

    const timer = setInterval(() => (flushing = flushing.then(flush)), FLUSH_MS)
    timer.unref()

    app.decorate('activity', log)
    app.addHook('onClose', async () => {
      clearInterval(timer)
      await flushing
      await flush()
    })
  },
  { name: 'activity', fastify: '5.x', dependencies: ['database'] },
)

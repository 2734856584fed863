import fp from 'fastify-plugin'
import { ActivityLog } from '../../enforcement/activity-log.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** Records what decisions mean for their keys, until a job writes it (jobs/flush-activity.ts). */
    activity: ActivityLog
  }
}

/** Collects last uses, rejected requests and usage in memory. */
export default fp(
  async function activity(app) {
    app.decorate('activity', new ActivityLog())
  },
  { name: 'activity', fastify: '5.x' },
)

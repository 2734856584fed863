import fp from 'fastify-plugin'
import { ActivityLog } from '../../enforcement/activity-log.ts'
import { RejectedRequests } from '../../enforcement/rejected-requests.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** Records what decisions mean for their keys, until a job writes it (jobs/flush-activity.ts). */
    activity: ActivityLog
    /** Keeps some rejected requests until a job writes them (jobs/flush-rejected-requests.ts). */
    rejectedRequests: RejectedRequests
  }
}

/** Collects last uses, rejected requests and usage in memory. */
export default fp(
  async function activity(app) {
    app.decorate('activity', new ActivityLog())
    app.decorate('rejectedRequests', new RejectedRequests())
  },
  { name: 'activity', fastify: '5.x' },
)

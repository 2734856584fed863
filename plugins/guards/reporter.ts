import fp from 'fastify-plugin'
import { limitExceeded } from '../../errors.ts'
import { clientOf } from '../../http/network.ts'
import { NetworkWindows } from '../../limits/network-windows.ts'
import { describeGuard } from './describe.ts'
import { queueReports } from './report-queue.ts'

const REPORTS_PER_HOUR = 60
const HOUR_MS = 3_600_000
/** Longer than revoking a thousand keys takes. */
const RESPOND_EVERY_MS = 500

/** The guard of a scope for anyone who finds a key: possession is the authority, and reports per hour are limited. */
export default fp(
  async function reporter(app) {
    const windows = new NetworkWindows(REPORTS_PER_HOUR, HOUR_MS)
    describeGuard(app, { security: [], statuses: [429] })
    app.addHook('onRequest', async function limit(request) {
      const { networks } = clientOf(request)
      const taken = windows.take(networks)
      request.rateLimit = windows.state(networks)
      if (!taken) throw limitExceeded('address', 'hour', request.rateLimit)
    })
    queueReports(app, { respondEveryMs: RESPOND_EVERY_MS })
  },
  { name: 'reporter', fastify: '5.x', dependencies: ['rate-limit', 'validation'] },
)

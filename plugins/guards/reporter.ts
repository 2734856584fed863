import fp from 'fastify-plugin'
import { limitExceeded } from '../../errors.ts'
import { clientOf } from '../../http/network.ts'
import { NetworkWindows } from '../../limits/network-windows.ts'
import { describeGuard } from './describe.ts'

const REPORTS_AN_HOUR = 60
const HOUR_MS = 3_600_000

/** The guard of a scope for anybody who has found a credential: possession is the authority, and the hour the limit. */
export default fp(
  async function reporter(app) {
    const windows = new NetworkWindows(REPORTS_AN_HOUR, HOUR_MS)
    describeGuard(app, { security: [], statuses: [429] })
    app.addHook('onRequest', async function limit(request) {
      const { networks } = clientOf(request)
      const taken = windows.take(networks)
      request.rateLimit = windows.state(networks)
      if (!taken) throw limitExceeded('address', 'hour', request.rateLimit)
    })
  },
  { name: 'reporter', fastify: '5.x', dependencies: ['rate-limit'] },
)

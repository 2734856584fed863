import fp from 'fastify-plugin'
import { FixedWindows } from '../enforcement/fixed-windows.ts'
import { limitExceeded } from '../errors.ts'
import { clientNetwork } from '../http/network.ts'
import { describeGuard } from './describe-guard.ts'

const REPORTS_AN_HOUR = 60
const HOUR_MS = 3_600_000

/** The guard of a scope for anybody who has found a credential: possession is the authority, and the hour the limit. */
export default fp(
  async function reporter(app) {
    const windows = new FixedWindows(REPORTS_AN_HOUR, HOUR_MS)
    describeGuard(app, { security: [], statuses: [429] })
    app.addHook('onRequest', async function limit(request) {
      const caller = clientNetwork(request.ip)
      const taken = windows.take(caller)
      request.rateLimit = windows.state(caller)
      if (!taken) throw limitExceeded('address', 'hour', request.rateLimit)
    })
  },
  { name: 'reporter', fastify: '5.x', dependencies: ['rate-limit'] },
)

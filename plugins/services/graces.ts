import fp from 'fastify-plugin'
import { system } from '../../auth/actor.ts'
import { requestId } from '../../http/request-id.ts'
import { repeat } from '../../jobs/repeat.ts'
import { startDueGraces } from '../../jobs/start-graces.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** Lets the graces of rotated keys begin whose successors were used; this also happens by itself. */
    startGraces(): Promise<void>
  }
}

/** A grace is counted from the first use, however late it is noticed; only a grace of seconds is longer for it. */
const EVERY_MS = 5_000

/** Ends the keys that were rotated, some time after the first use of what replaces them. */
export default fp(
  async function graces(app) {
    function failed({ message }: Error) {
      app.metrics.jobFailed('graces')
      app.log.warn({ reason: message }, 'graces of rotated keys could not be started; they will be')
    }
    async function start() {
      app.metrics.graces(await startDueGraces(app.db, system(requestId()), app.announce))
    }
    const job = repeat(start, EVERY_MS, failed)
    app.decorate('startGraces', job.run)
    app.addHook('onClose', job.stop)
  },
  { name: 'graces', fastify: '5.x', dependencies: ['announce', 'database', 'metrics'] },
)

import fp from 'fastify-plugin'
import { DEMO_ACCOUNT, type Demo, openDemo } from '../auth/demo.ts'
import { seedDemo } from '../db/demo.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** The demo's secrets, in demo mode. */
    demo: Demo | undefined
  }
}

/** Demo mode: a person and some keys to try things out with, when no identity provider is set. */
export default fp<{ config: { session: unknown; dataDir: string } }>(
  async function demo(app, { config }) {
    app.decorate('demo', config.session ? undefined : await openDemo(config.dataDir))
    if (app.demo) await seedDemo(app.db, DEMO_ACCOUNT)
  },
  { name: 'demo', fastify: '5.x', dependencies: ['database'] },
)

import fp from 'fastify-plugin'
import { DEMO_ACCOUNT, type Demo, openDemo } from '../../auth/demo.ts'
import type { KeyFormat } from '../../config/key-format.ts'
import type { SessionSource } from '../../config/session-source.ts'
import { seedDemo } from '../../db/demo.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** The demo's secrets, in demo mode. */
    demo: Demo | undefined
    /** How sessions are verified: in demo mode the service is its own identity provider. */
    sessionSource: SessionSource
  }
}

/** Demo mode, when no identity provider is configured: a person and some keys to try things out with. */
export default fp<{ config: { session: SessionSource | undefined; dataDir: string; keyFormat: KeyFormat } }>(
  async function demo(app, { config: { session, dataDir, keyFormat } }) {
    if (session) {
      app.decorate('demo', undefined)
      app.decorate<SessionSource>('sessionSource', session)
      return
    }
    const demo = await openDemo(dataDir)
    app.decorate('demo', demo)
    app.decorate('sessionSource', { kind: 'secret', secret: demo.secret })
    await seedDemo(app.db, DEMO_ACCOUNT, keyFormat)
  },
  { name: 'demo', fastify: '5.x', dependencies: ['database', 'key-prefixes'] },
)

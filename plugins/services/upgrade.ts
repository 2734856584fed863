import fp from 'fastify-plugin'
import { isFinished } from '../../db/upgrade.ts'
import { Undecided } from '../../errors.ts'
import { untilTrue } from '../../limits/until-true.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /**
     * Passes once the upgrade is finished. Called for uses that an instance of the release before would decide by
     * laxer terms, because it ignores their cost or their requirement.
     * @throws Undecided before; an error of the database if it cannot be asked
     */
    upgraded(): Promise<void>
  }
}

/** Until the upgrade is finished, the database is asked about it at most this often. */
const AGAIN_MS = 1_000

/** The last migration that costs and required entitlements depend on. */
const MIGRATION = '016-terms-authorize'

/** Closes what waits for the end of an upgrade, without a query for every use. */
export default fp(
  async function upgrade(app) {
    const isOpen = untilTrue(() => isFinished(app.db, MIGRATION), AGAIN_MS)
    app.decorate('upgraded', async function upgraded() {
      if (!(await isOpen()))
        throw new Undecided('costs and required entitlements wait for `npm run migrate -- --finish`')
    })
  },
  { name: 'upgrade', fastify: '5.x', dependencies: ['database'] },
)

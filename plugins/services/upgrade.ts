import fp from 'fastify-plugin'
import { isFinished } from '../../db/upgrade.ts'
import { Undecided } from '../../errors.ts'

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

/** Remembers that the upgrade is finished, which it then stays. Until then, asks the database, but not for every use. */
export default fp(
  async function upgrade(app) {
    let finished = false
    let asked = Promise.resolve(false)
    let againMs = 0

    async function ask() {
      finished = await isFinished(app.db, MIGRATION)
      return finished
    }

    app.decorate('upgraded', async function upgraded() {
      if (finished) return
      if (performance.now() >= againMs) {
        againMs = performance.now() + AGAIN_MS
        asked = ask()
      }
      if (!(await asked)) throw new Undecided('costs and required entitlements wait for `npm run migrate -- --finish`')
    })
  },
  { name: 'upgrade', fastify: '5.x', dependencies: ['database'] },
)

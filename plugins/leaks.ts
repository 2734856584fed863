import { setImmediate as nextTurn } from 'node:timers/promises'
import fp from 'fastify-plugin'
import type { Actor } from '../auth/actor.ts'
import { isWellFormed, sha256 } from '../auth/api-key.ts'
import type { Leak } from '../auth/leak.ts'
import { type LeakedKey, revokeLeaked } from '../db/keys/leaked.ts'
import { OneByOne } from '../enforcement/one-by-one.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /**
     * Revokes the keys among credentials that leaked: once this resolves, they are dead.
     * @param found credentials of any kind, each with where it was found
     * @returns the SHA-256, in hex, of each that is or was a key
     * @throws Undecided, or an outage, if that is not known
     */
    revokeLeaked(found: readonly Found[], requestId: string): Promise<Set<string>>
  }
}

export interface Found extends Leak {
  credential: string
}

const MOST_WAITING = 4
/** Each may then take as long as a statement may, and the answer still comes within two seconds. */
const LONGEST_WAIT_MS = 900

/** Takes in leaks, by whatever door, in one statement at a time. */
export default fp(
  async function leaks(app) {
    const turns = new OneByOne(MOST_WAITING, LONGEST_WAIT_MS)

    app.decorate('revokeLeaked', async function take(found, requestId) {
      // Nobody of the account asked for it, and whoever did stays unnamed.
      const actor: Actor = { name: 'system', requestId, sessionId: null, ip: null }
      const leaks = await keysAmong(found)
      if (leaks.length === 0) return new Set()
      const revocations = await turns.run(() => revokeLeaked(app.db, leaks, actor))
      for (const revocation of revocations) app.logRevocation(revocation)
      for (const { digest, changed } of revocations)
        if (changed) app.metrics.leaked((leaks.find(leak => leak.digest === digest) as LeakedKey).door)
      return new Set(revocations.map(({ digest }) => digest))
    })
  },
  { name: 'leaks', fastify: '5.x', dependencies: ['database', 'metrics', 'revocation-log'] },
)

/** So many are looked at before everything else gets a turn: less than a millisecond. */
const A_TURN = 100

/** What is not shaped like a key is not looked up; what was found twice is told once. */
async function keysAmong(found: readonly Found[]) {
  const leaks = new Map<string, LeakedKey>()
  for (const [at, { credential, ...leak }] of found.entries()) {
    if (at % A_TURN === A_TURN - 1) await nextTurn()
    if (!isWellFormed(credential)) continue
    const digest = sha256(credential).toString('hex')
    leaks.set(digest, { ...leak, digest })
  }
  return [...leaks.values()]
}

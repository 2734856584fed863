import fp from 'fastify-plugin'
import type { Actor } from '../auth/actor.ts'
import { type Mask, maskOf } from '../auth/leak.ts'
import { type LeakedKey, revokeLeaked } from '../db/keys/leaked.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** Takes keys and other credentials out of what somebody wrote about a leak. */
    maskCredentials: Mask
    /**
     * Revokes the keys among credentials that leaked: once this resolves, they are dead.
     * @param found credentials of any kind, each with its SHA-256 in hex and where it was found
     * @returns the SHA-256 of each that is or was a key
     * @throws Undecided, or an outage, if that is not known
     */
    revokeLeaked(found: readonly Found[], requestId: string): Promise<Set<string>>
  }
}

export interface Found extends LeakedKey {
  credential: string
}

/** Takes in leaks that others report, by whatever door. */
export default fp<{ config: { importedKeyShapes: readonly RegExp[] } }>(
  async function leaks(app, { config }) {
    app.decorate('maskCredentials', maskOf(config.importedKeyShapes))
    app.decorate('revokeLeaked', async function take(found, requestId) {
      // Nobody of the account asked for it, and whoever did stays unnamed.
      const actor: Actor = { name: 'system', requestId, sessionId: null, ip: null }
      const leaks = keysAmong(found.filter(({ credential }) => app.isKey(credential)))
      if (leaks.length === 0) return new Set()
      const revocations = await app.announce(await revokeLeaked(app.revokingDb, leaks, actor))
      for (const { digest, changed } of revocations)
        if (changed) app.metrics.leaked((leaks.find(leak => leak.digest === digest) as LeakedKey).door)
      return new Set(revocations.map(({ digest }) => digest))
    })
  },
  { name: 'leaks', fastify: '5.x', dependencies: ['authorizer', 'database', 'metrics', 'announce'] },
)

/** What was found twice is told once. */
function keysAmong(found: readonly Found[]) {
  const leaks = new Map<string, LeakedKey>()
  for (const { credential, ...leak } of found) leaks.set(leak.digest, leak)
  return [...leaks.values()]
}

import fp from 'fastify-plugin'
import { system } from '../../auth/actor.ts'
import { hexDigest } from '../../auth/api-key.ts'
import { type LeakedKey, revokeLeaked } from '../../db/keys/leaked.ts'
import { invalidField } from '../../errors.ts'
import { keyFinder } from '../../leaks/find-keys.ts'
import type { Leak } from '../../leaks/leak.ts'
import { type Mask, maskOf } from '../../leaks/mask.ts'
import { restSince } from '../../limits/pause.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** Takes keys and other credentials out of what somebody wrote about a leak. */
    maskCredentials: Mask
    /**
     * Revokes the keys in texts of a report: once this resolves, they are dead.
     * @param found texts of any kind, each with what is known of the leak
     * @returns the texts with a key that is or was one of this service
     * @throws 400 if they hold more than 1,000 keys; Undecided, or an outage, if what is in them is not known
     */
    revokeLeaked(found: readonly Found[], requestId: string): Promise<Set<string>>
  }
}

/** A text of a report, as it was sent. */
export interface Found {
  text: string
  /** What may be stored of the leak. Only called for texts with keys: masking an address of 4,000 characters takes time. */
  leak: () => Leak
}

/** As many as one report may name. More would have to be revoked in more than one statement. */
const MOST_KEYS = 1_000
/** Searching a report of 1 MB takes up to half a second; after this long, others are served for as long. */
const LONGEST_SEARCH_MS = 5

/** Takes in leaks that others report, in all the ways in which they can. */
export default fp<{ config: { importedKeyShapes: readonly RegExp[] } }>(
  async function leaks(app, { config }) {
    const findKeys = keyFinder(config.importedKeyShapes)
    app.decorate('maskCredentials', maskOf(config.importedKeyShapes))

    /** Finds the keys of a report, each once, with the texts that hold it. */
    async function search(found: readonly Found[]) {
      const keys = new Map<string, { leak: LeakedKey; texts: string[] }>()
      let begun = performance.now()
      for (const { text, leak } of found) {
        for (const digest of [...findKeys(text)].map(hexDigest)) {
          const known = keys.get(digest)
          if (known) known.texts.push(text)
          else keys.set(digest, { leak: { ...leak(), digest }, texts: [text] })
        }
        if (keys.size > MOST_KEYS) throw invalidField('body', `must not contain more than ${MOST_KEYS} keys`)
        if (performance.now() - begun < LONGEST_SEARCH_MS) continue
        await restSince(begun)
        begun = performance.now()
      }
      return keys
    }

    app.decorate('revokeLeaked', async function take(found, requestId) {
      const actor = system(requestId)
      const keys = await search(found)
      if (keys.size === 0) return new Set()
      const leaks = [...keys.values()].map(({ leak }) => leak)
      const revocations = await app.announce(await revokeLeaked(app.revokingDb, leaks, actor))
      const doors = new Map(leaks.map(({ digest, door }) => [digest, door]))
      for (const { digest, changed } of revocations)
        if (changed) app.metrics.leaked(doors.get(digest) as LeakedKey['door'])
      return new Set(revocations.flatMap(({ digest }) => keys.get(digest)?.texts as string[]))
    })
  },
  { name: 'leaks', fastify: '5.x', dependencies: ['authorizer', 'database', 'metrics', 'announce'] },
)

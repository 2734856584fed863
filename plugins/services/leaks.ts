import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { Counter } from 'prom-client'
import { system } from '../../auth/actor.ts'
import { hexDigest } from '../../auth/api-key.ts'
import { withServiceKeys } from '../../config/service-keys.ts'
import { type LeakedKey, revokeLeaked, revokeOwnLeaked } from '../../db/keys/leaked.ts'
import type { Revoking } from '../../db/keys/revoke.ts'
import type { Revocation } from '../../db/keys/unannounced.ts'
import { invalidField } from '../../errors.ts'
import { type KnownKeys, keyFinder } from '../../leaks/find-keys.ts'
import type { Leak } from '../../leaks/leak.ts'
import { type Mask, maskOf } from '../../leaks/mask.ts'
import { pauseAfter } from '../../limits/pause.ts'
import { ReportedBy } from '../../schemas/leak.ts'

declare module 'fastify' {
  interface FastifyInstance {
    leaks: Leaks
  }
}

interface Leaks {
  /** Replaces keys and other credentials in a text about a leak. */
  mask: Mask
  /**
   * Revokes every active key in the texts of a report, before it resolves.
   * @returns the texts that contain a key that is or was one of this service
   * @throws 400 if they contain more than 1,000 keys; Undecided, or an outage, if it is unknown whether keys were revoked
   */
  revokeReported(by: ReportedBy, texts: readonly ReportedText[], requestId: string): Promise<Set<string>>
  /** Revokes a key that its owner reports. @returns undefined if the account has no such key */
  revokeOwned(key: OwnedKey, leak: Leak, revoking: Omit<Revoking, 'reason'>): Promise<Revocation | undefined>
}

/** A text of a report, as it was sent. */
interface ReportedText {
  text: string
  /** Makes what is stored of the leak. Only called for texts with keys, because masking a URL of 4,000 characters is slow. */
  leak: () => Leak
}

interface OwnedKey {
  accountId: string
  keyId: string
}

/** The most keys in one report. More would need a second statement. */
const MOST_KEYS = 1_000
/** Searching a report of 1 MB takes up to half a second. After this long, the search pauses for as long. */
const LONGEST_SEARCH_MS = 5

/** Revokes keys that are reported as leaked, in any of the three ways. */
export default fp<{ config: KnownKeys }>(
  async function leaks(app, { config }) {
    const known = { ...config, keyFormat: withServiceKeys(config.keyFormat) }
    const findKeys = keyFinder(known)
    const { reports, revoked } = countersOf(app)

    /** Finds the keys of a report, each once, with the texts that contain it. */
    async function search(reported: readonly ReportedText[]) {
      const keys = new Map<string, { leak: LeakedKey; texts: string[] }>()
      let begun = performance.now()
      for (const { text, leak } of reported) {
        for (const digest of [...findKeys(text)].map(hexDigest)) {
          const known = keys.get(digest)
          if (known) known.texts.push(text)
          else keys.set(digest, { leak: { ...leak(), digest }, texts: [text] })
        }
        if (keys.size > MOST_KEYS) throw invalidField('body', `must not contain more than ${MOST_KEYS} keys`)
        if (performance.now() - begun < LONGEST_SEARCH_MS) continue
        await pauseAfter(begun)
        begun = performance.now()
      }
      return keys
    }

    app.decorate('leaks', {
      mask: maskOf(known),

      async revokeReported(by, texts, requestId) {
        reports(by)
        const keys = await search(texts)
        if (keys.size === 0) return new Set()
        const leaks = [...keys.values()].map(({ leak }) => leak)
        const revocations = await app.announce(await revokeLeaked(app.revokingDb, leaks, system(requestId)))
        revoked(by, revocations.filter(({ changed }) => changed).length)
        return new Set(revocations.flatMap(({ digest }) => keys.get(digest)?.texts as string[]))
      },

      async revokeOwned(key, leak, revoking) {
        reports(leak.reportedBy)
        const unannounced = await revokeOwnLeaked(app.revokingDb, key, leak, revoking)
        const revocation = unannounced && (await app.announce(unannounced))
        if (revocation?.changed) revoked(leak.reportedBy)
        return revocation
      },
    })
  },
  { name: 'leaks', fastify: '5.x', dependencies: ['authorizer', 'database', 'metrics', 'announce'] },
)

/** `door` is the former name of the label `reported_by`, for one release. */
function countersOf({ metrics }: FastifyInstance) {
  const labelNames = ['reported_by', 'door']
  const registers = [metrics.registry]
  const counter = (name: string, help: string) => {
    const series = new Counter({ name, help, labelNames, registers })
    const count = (by: ReportedBy, number = 1) => series.inc({ reported_by: by, door: by }, number)
    // Counters start at 0, because Prometheus only sees an increase of a series that it already knows.
    for (const by of ReportedBy.enum) count(by, 0)
    return count
  }
  return {
    reports: counter('keyward_leak_reports_total', 'Reports of leaked keys, by how they were reported'),
    revoked: counter('keyward_leaked_keys_total', 'Keys revoked because they leaked, by how that was reported'),
  }
}

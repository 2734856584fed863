import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { previewRevocation } from '../../db/keys/preview-revocation.ts'
import { revokeKeys, revokeMatching } from '../../db/keys/revoke-many.ts'
import { subjectOf } from '../../db/keys/subject.ts'
import type { Revocation, Unannounced } from '../../db/keys/unannounced.ts'
import { limitExceeded } from '../../errors.ts'
import { errorResponses } from '../../schemas/error.ts'
import type { Window } from '../../schemas/primitives.ts'
import { countsOf, Revocations, RevokeKeysBody, selectedKeys } from '../../schemas/revocations.ts'

/** How long a request starts further batches, so that it is answered within a second. */
const TIME_MS = 500

const schema = {
  tags: ['API Keys'],
  operationId: 'revokeAPIKeys',
  summary: 'Revoke many API keys',
  description: `Revokes the keys listed in \`ids\`, or all keys that match every condition in \`filter\`. Every request with a
revoked key that starts after the response gets \`401 invalid_api_key\`. **This cannot be undone.** Send the request with
\`dry_run\` first to count the keys and see which of them are used most.

Keys listed in \`ids\` are revoked together, never only some of them. Keys that match a \`filter\` are revoked in batches,
starting with those that have not expired. If \`complete\` is false, some keys are left: repeat the request until it is
true. After an error, some keys may have been revoked: repeat the request.

Safe to repeat. Keys that were already revoked keep their original reason, time and actor, and the history records them
in a single event. A member revokes only keys that they created: a filter selects only those, and IDs of other keys count as
not found. When the session's rate limit is used up, a request that revokes at least one key is still carried
out; dry runs, and requests with \`ids\` that revoke no key, get 429.`,
  body: RevokeKeysBody,
  response: { 200: Revocations, ...errorResponses(413, 415) },
}

/** `POST /api/v1/keys/revocations`: revokes many keys of the account. */
const revokeMany: FastifyPluginAsyncTypebox = async app => {
  app.post(
    '/revocations',
    // A thief who uses up the session's limit must not be able to delay a revocation. Requests that revoke nothing are
    // limited.
    { schema, config: { exemptFromSessionLimit: true, role: 'member', right: 'keys:revoke' } },
    async function revokeAPIKeys(request, reply) {
      const { owner, actor, body, overSessionLimit } = request
      const tooMany = () => limitExceeded('session', 'minute', request.rateLimit as Window)
      const selection = selectedKeys(body)
      const subject = subjectOf(owner.accountId, selection, actor.member?.role === 'member' ? actor.name : null)
      if (body.dry_run) {
        if (overSessionLimit) throw tooMany()
        const { counts, most_used } = await previewRevocation(app.searchDb(owner.accountId), subject)
        return reply.code(200).send({ dry_run: true, ...countsOf(selection, counts), complete: true, most_used })
      }

      const db = app.revokingManyDb(owner.accountId)
      const change = { actor, reason: body.reason || null, recorded: !overSessionLimit }
      const counts = { revoked: 0, already_revoked: 0 }
      async function report(found: Unannounced<Revocation[]>) {
        const isRepeat = !found.steps.some(step => 'changed' in step && step.changed)
        if ('ids' in selection && overSessionLimit && isRepeat) throw tooMany()
        for (const { changed } of await app.announce(found)) counts[changed ? 'revoked' : 'already_revoked']++
      }
      if ('ids' in selection) {
        await report(await revokeKeys(db, subject, change))
        return reply.code(200).send({ dry_run: false, ...countsOf(selection, counts), complete: true })
      }
      const until = performance.now() + TIME_MS
      const complete = await revokeMatching(db, subject, { change, until }, report)
      return reply.code(200).send({ dry_run: false, ...countsOf(selection, counts), complete })
    },
  )
}

export default revokeMany

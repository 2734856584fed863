import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { previewRevocation, revokeKeys } from '../../db/keys/revoke-many.ts'
import { selectionOf } from '../../db/keys/selection.ts'
import { errorResponses } from '../../schemas/error.ts'
import { countsOf, Revocations, RevokeKeysBody, whichKeys } from '../../schemas/revocations.ts'

const schema = {
  tags: ['API Keys'],
  operationId: 'revokeAPIKeys',
  summary: 'Revoke many API keys',
  description: `Revokes the keys with these \`ids\`, or those that match all of \`filter\`: all of them at once, or none if
the response is an error. Every request with one of them that starts after the response gets \`401 invalid_api_key\`.
**This cannot be undone.** Safe to repeat, as for one key. Try it with \`dry_run\` first: it counts the keys and shows
those that are used most.`,
  body: RevokeKeysBody,
  response: { 200: Revocations, ...errorResponses(413, 415) },
}

/** `POST /api/v1/keys/revocations`: revokes many keys of the account, in one statement. */
const revokeMany: FastifyPluginAsyncTypebox = async app => {
  app.post(
    '/keys/revocations',
    // As with one key: whoever uses up the session's limit must not be able to delay this.
    { schema, config: { exemptFromSessionLimit: true } },
    async function revokeAPIKeys({ session, actor, body }, reply) {
      const which = whichKeys(body)
      const selection = selectionOf(session.accountId, which)
      if (body.dry_run) {
        const { counts, most_used } = await previewRevocation(app.searchDb(session.accountId), selection)
        return reply.code(200).send({ dry_run: true, ...countsOf(which, counts), most_used })
      }
      const revocations = await revokeKeys(app.revokingManyDb(session.accountId), selection, {
        actor,
        reason: body.reason || null,
      })
      await app.logRevocations(revocations)
      const revoked = revocations.filter(({ changed }) => changed).length
      const counts = { revoked, already_revoked: revocations.length - revoked }
      return reply.code(200).send({ dry_run: false, ...countsOf(which, counts) })
    },
  )
}

export default revokeMany

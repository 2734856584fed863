import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { findNamedAccount } from '../../db/ensure-account.ts'
import { previewRevocation } from '../../db/keys/preview-revocation.ts'
import { revokeInBatches } from '../../db/keys/revoke-many.ts'
import { subjectOf } from '../../db/keys/subject.ts'
import { ApiError } from '../../errors.ts'
import { errorResponses } from '../../schemas/error.ts'
import { countsOf, Revocations, RevokeAnyKeysBody, selectedKeys } from '../../schemas/revocations.ts'

/** How long a request revokes keys. The rest is left for the next request, before gateways give up waiting. */
const TIME_MS = 20_000

const schema = {
  tags: ['Operations'],
  operationId: 'revokeAnyAPIKeys',
  summary: 'Revoke many API keys of one or all accounts',
  description: `Like \`POST /api/v1/keys/revocations\`, for keys of any account. Keys are revoked in batches, and the keys of a
batch are revoked together. If \`complete\` is false or the response is an error, some keys may be left: repeat the
request.`,
  body: RevokeAnyKeysBody,
  response: { 200: Revocations, ...errorResponses(404, 413, 415) },
}

/** `POST /admin/v1/revocations`: an operator revokes many keys of any account. */
const revocations: FastifyPluginAsyncTypebox = async app => {
  app.post(
    '/revocations',
    { schema, config: { right: 'keys:revoke' } },
    async function revokeAnyAPIKeys(request, reply) {
      const { actor, body } = request
      const selection = selectedKeys(body)
      const account = body.account_id === undefined ? null : await findNamedAccount(app.bulkDb, body.account_id)
      if (account === undefined) throw new ApiError('not_found')
      const subject = subjectOf(account?.accountId ?? null, selection)
      if (body.dry_run) {
        const { counts, most_used } = await previewRevocation(app.bulkDb, subject)
        return reply.code(200).send({ dry_run: true, ...countsOf(selection, counts), complete: true, most_used })
      }
      const counts = { revoked: 0, already_revoked: 0 }
      const until = performance.now() + TIME_MS
      const change = { actor, reason: body.reason || null }
      const complete = await revokeInBatches(app.bulkDb, subject, { change, until }, async function count(revoked) {
        for (const { changed } of await app.announce(revoked)) counts[changed ? 'revoked' : 'already_revoked']++
      })
      return reply.code(200).send({ dry_run: false, ...countsOf(selection, counts), complete })
    },
  )
}

export default revocations

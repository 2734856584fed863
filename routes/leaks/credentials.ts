import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { LARGE_BODY_BYTES } from '../../http/server-options.ts'
import { leakOf } from '../../leaks/leak.ts'
import { errorResponses } from '../../schemas/error.ts'
import { CredentialsBody, ReportAccepted } from '../../schemas/leak.ts'

const schema = {
  tags: ['API Keys'],
  operationId: 'reportLeakedCredentials',
  summary: 'Report leaked credentials',
  description: `Revokes every active API key in the report. Anyone who finds a key can report it; possession of the key is the
only authorization.

Keys are recognized anywhere in a text: in a header, a URL, JSON or quotes, across a line break, or in the password of an
HTTP Basic credential. A report can contain at most 1,000 keys. The response is the same, and takes the same time, whether
or not the report contains a key. Each address can send 60 reports per hour.`,
  body: CredentialsBody,
  response: { 202: ReportAccepted, ...errorResponses(413, 415, 429) },
}

/** `POST /api/v1/credentials/revoke`, compatible with GitHub's credential revocation API. */
const credentials: FastifyPluginAsyncTypebox = async app => {
  // Reports are anonymous, so the log does not have the client's address.
  app.post(
    '/credentials/revoke',
    { schema, bodyLimit: LARGE_BODY_BYTES, config: { unnamedClient: true } },
    async function reportLeakedCredentials({ id, body }, reply) {
      const leak = leakOf('report', body, app.leaks.mask)
      // A key in the URL or the note has leaked too.
      const texts = [...body.credentials, body.source_url ?? '', body.note ?? '']
      const reported = texts.map(text => ({ text, leak: () => leak }))
      await app.leaks.revokeReported(leak.reportedBy, reported, id)
      return reply.code(202).send({ message: 'Thank you. Every active key in the report has been revoked' })
    },
  )
}

export default credentials

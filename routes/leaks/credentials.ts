import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { LARGE_BODY_BYTES } from '../../http/server-options.ts'
import { leakOf } from '../../leaks/leak.ts'
import { errorResponses } from '../../schemas/error.ts'
import { Accepted, CredentialsBody } from '../../schemas/leak.ts'

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
  response: { 202: Accepted, ...errorResponses(413, 415, 429) },
}

/** `POST /api/v1/credentials/revoke`, in the form of GitHub's own credential revocation API. */
const credentials: FastifyPluginAsyncTypebox = async app => {
  // Whoever reports a leak may have come by it in a way that is nobody's business.
  app.post(
    '/credentials/revoke',
    { schema, bodyLimit: LARGE_BODY_BYTES, config: { unnamedClient: true } },
    async function reportLeakedCredentials({ id, body }, reply) {
      const leak = leakOf('report', body, app.maskCredentials)
      app.metrics.leakReported(leak.door)
      // A key in the address or the note has leaked like the others.
      const texts = [...body.credentials, body.source_url ?? '', body.note ?? '']
      await app.revokeLeaked(
        texts.map(text => ({ text, leak: () => leak })),
        id,
      )
      return reply.code(202).send({ message: 'Thank you. Every active key in the report has been revoked' })
    },
  )
}

export default credentials

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { hexDigest } from '../../auth/api-key.ts'
import { LARGE_BODY_BYTES } from '../../http/server-options.ts'
import { isPlace, maskedUrl } from '../../leaks/leak.ts'
import type { Mask } from '../../leaks/mask.ts'
import { errorResponses } from '../../schemas/error.ts'
import { GithubBody, GithubLabels } from '../../schemas/leak.ts'

const schema = {
  tags: ['Operations'],
  operationId: 'reportLeaksFromGitHub',
  summary: 'Receive leaks from GitHub secret scanning',
  description: `Receives alerts as a partner in GitHub's secret scanning program, and revokes every active API key in them. The
body must be signed with one of the keys published at \`GITHUB_KEYS_URL\`.`,
  body: GithubBody,
  response: { 200: GithubLabels, ...errorResponses(413, 415) },
}

/** `POST /api/v1/leaks/github`: what GitHub found in public places. */
const github: FastifyPluginAsyncTypebox = async app => {
  app.post(
    '/leaks/github',
    { schema, bodyLimit: LARGE_BODY_BYTES },
    async function reportLeaksFromGitHub({ id, body }, reply) {
      const found = body.map(({ token, type, url }) => ({
        type,
        text: token,
        leak: () => ({ door: 'github' as const, sourceUrl: placeOf(url, app.maskCredentials), note: null }),
      }))
      app.metrics.leakReported('github')
      const known = await app.revokeLeaked(found, id)
      const labels = found.map(({ text, type }) => {
        const label = known.has(text) ? ('true_positive' as const) : ('false_positive' as const)
        return { token_hash: hexDigest(text), token_type: type, label }
      })
      return reply.code(200).send(labels)
    },
  )
}

/** GitHub may name no place, or a commit in a repository that it may not name. */
function placeOf(url: string | null | undefined, mask: Mask) {
  return url && isPlace(url) ? maskedUrl(url, mask) : null
}

export default github

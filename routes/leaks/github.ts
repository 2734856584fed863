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

/** `POST /api/v1/leaks/github`: keys that GitHub found in public places. */
const github: FastifyPluginAsyncTypebox = async app => {
  app.post(
    '/leaks/github',
    { schema, bodyLimit: LARGE_BODY_BYTES },
    async function reportLeaksFromGitHub({ id, body }, reply) {
      const reported = body.map(({ token, type, url }) => ({
        type,
        text: token,
        leak: () => ({ reportedBy: 'github' as const, sourceUrl: placeOf(url, app.leaks.mask), note: null }),
      }))
      const known = await app.leaks.revokeReported('github', reported, id)
      const labels = reported.map(({ text, type }) => {
        const label = known.has(text) ? ('true_positive' as const) : ('false_positive' as const)
        return { token_hash: hexDigest(text), token_type: type, label }
      })
      return reply.code(200).send(labels)
    },
  )
}

/** GitHub leaves out the URL of some places, such as commits in private repositories. */
function placeOf(url: string | null | undefined, mask: Mask) {
  return url && isPlace(url) ? maskedUrl(url, mask) : null
}

export default github

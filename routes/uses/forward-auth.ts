import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { errorResponses } from '../../schemas/error.ts'
import { TIERS, tierNames } from '../../schemas/tier.ts'

const header = (type: 'string' | 'integer', description: string) => ({ type, description })

const schema = {
  tags: ['Using a key'],
  operationId: 'forwardAuth',
  summary: 'Decide about a request that came to a gateway',
  description: `Any method but TRACE and CONNECT, here and on every path below. The gateway sends the client's headers
and the URI it was asked for; a location may require something of the tier by \`X-Required-Format\` or
\`X-Required-Lookback-Days\`. Every header of the answer is always there, so that a client's own copies are overwritten.`,
  response: {
    200: Type.Null({
      description: 'Admitted, and counted',
      headers: {
        'X-Account-Id': header('string', 'The account of the key'),
        'X-Key-Id': header('string', 'The key'),
        'X-Tier': header('string', 'The tier of the account'),
        'X-Lookback-Days': header('integer', 'How far back the tier may look'),
        'X-Formats': header('string', 'The formats that the tier includes, by comma'),
        'X-Upstream-Query': header('string', "The client's query without its credential"),
      },
    }),
    ...errorResponses(),
  },
}

/** What the upstream is told of a tier. */
const tierHeaders = new Map(
  tierNames.map(tier => {
    const { lookback_days, formats } = TIERS[tier].entitlements
    return [tier, { 'x-tier': tier, 'x-lookback-days': lookback_days, 'x-formats': formats.join(',') }]
  }),
)

/** `/forward-auth`: what gateways ask about every request, in the words of the client's own. */
const forwardAuth: FastifyPluginAsyncTypebox = async app => {
  const methods = app.supportedMethods.filter(method => method !== 'TRACE' && method !== 'CONNECT')
  // Answered before Fastify looks at a body, its type and its length: they are the upstream's business.
  const common = { onRequest: allow, handler: allow, exposeHeadRoute: false }
  app.route({ ...common, method: 'GET', url: '', schema })
  app.route({ ...common, method: methods.filter(method => method !== 'GET'), url: '', schema: { hide: true } })
  app.route({ ...common, method: methods, url: '/*', schema: { hide: true } })
}

export default forwardAuth

function allow({ admission: { key }, cleanQuery }: FastifyRequest, reply: FastifyReply) {
  reply
    .headers({
      ...tierHeaders.get(key.tier),
      'x-account-id': key.accountId,
      'x-key-id': key.keyId,
      'x-upstream-query': cleanQuery,
    })
    .send()
}

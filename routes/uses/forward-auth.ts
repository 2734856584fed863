import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { scopeText } from '../../auth/scopes.ts'
import { entitlementsOf } from '../../enforcement/entitlements.ts'
import { accountIdOf } from '../../enforcement/valid-key.ts'
import type { ApiInfo } from '../../schemas/api-info.ts'
import { MOST_COST } from '../../schemas/cost.ts'
import { errorResponses } from '../../schemas/error.ts'
import { conditionsOn } from '../../schemas/own-document.ts'
import { Format } from '../../schemas/tier.ts'

const header = (type: 'string' | 'integer', description: string) => ({ type, description })

/** A header that the gateway sends, not its client. */
const sent = (name: string, schema: object, description: string) => ({ in: 'header', name, description, schema })

const terms = [
  sent('X-Required-Format', { type: 'string', enum: [...Format.enum] }, 'Format that the tier must include'),
  sent('X-Required-Lookback-Days', { type: 'integer', minimum: 1 }, 'Days of history that the tier must include'),
  sent(
    'X-Required-Entitlement',
    { type: 'string', maxLength: 500 },
    'Conditions that the entitlements of the tier must meet, separated by commas: `name=value` if the entitlement must be the value or a list that contains it, or `name>=number`',
  ),
  sent('X-Required-Scope', { type: 'string' }, 'Scopes that the key must have, separated by spaces'),
  sent(
    'X-Request-Cost',
    { type: 'integer', minimum: 1, maximum: MOST_COST, default: 1 },
    'Units that the request takes from the limits of the account',
  ),
]

const original = (name: string) => ({
  ...sent(name, { type: 'string' }, 'Path and query that the client requested'),
  required: true,
})

/** Headers about one entitlement of the published plans. */
const PUBLISHED: Record<string, string> = {
  'X-Required-Format': 'formats',
  'X-Formats': 'formats',
  'X-Required-Lookback-Days': 'lookback_days',
  'X-Lookback-Days': 'lookback_days',
}

const PUBLISHED_EXAMPLES = `, such as \`formats=stix, lookback_days>=30\`;
\`X-Required-Format\` and \`X-Required-Lookback-Days\` are shorter forms for these two.`

const schemaFor = (examples: string, applies: (header: string) => boolean) => ({
  tags: ['Using API Keys'],
  operationId: 'forwardAuth',
  summary: 'Authorize a request at a gateway',
  description: `Decides about a request that a gateway has received. The gateway forwards the client's headers and the original
URI, with any method except TRACE and CONNECT, to this path or any path below it.

\`X-Required-Entitlement\` requires a tier with certain entitlements${examples} \`X-Required-Scope\` requires a key
with all of the given scopes. \`X-Request-Cost\` is the number of units that the request takes from every limit. Until an
upgrade of keyward is finished, a cost above 1 and \`X-Required-Entitlement\` are 503.

Every 200 response carries all of the headers below, so that they overwrite any that the client sent.`,
  response: {
    200: Type.Null({
      description: 'The request is admitted and counted',
      headers: pick(applies, {
        'X-Account-Id': header('string', 'Account of the key'),
        'X-Key-Id': header('string', 'ID of the key'),
        'X-Tier': header('string', 'Tier of the account'),
        'X-Entitlements': header(
          'string',
          'Entitlements of the tier: a JSON object in ASCII; empty if it has more than 2,000 characters',
        ),
        'X-Lookback-Days': header('integer', 'Days of history that the tier includes; 0 if it has no such entitlement'),
        'X-Formats': header('string', 'Formats that the tier includes, comma-separated; empty if there are none'),
        'X-Scopes': header('string', 'Scopes of the key, separated by spaces; `*` for all'),
        'X-Upstream-Query': header('string', "The client's query string without the API key"),
      }),
    }),
    ...errorResponses(),
  },
})

const pick = (isWanted: (name: string) => boolean, headers: Record<string, object>) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => isWanted(name)))

/** What the document says, which leaves out the published plans if the deployment describes an API with other plans. */
function describe(apiInfo: ApiInfo | undefined) {
  if (!apiInfo) return { schema: schemaFor(PUBLISHED_EXAMPLES, () => true), sent: terms }
  const { entitlements = {} } = apiInfo.examples ?? {}
  const applies = (header: string) => {
    const entitlement = PUBLISHED[header]
    return entitlement === undefined || Object.hasOwn(entitlements, entitlement)
  }
  const [condition] = conditionsOn(entitlements)
  const examples = condition ? `, such as \`${condition}\`.` : '.'
  return { schema: schemaFor(examples, applies), sent: terms.filter(({ name }) => applies(name)) }
}

interface Options {
  config: { forwardedUriHeader: string | undefined; apiInfo: ApiInfo | undefined }
}

/** `/forward-auth`: authorizes each request of a gateway, with the client's own method and headers. */
const forwardAuth: FastifyPluginAsyncTypebox<Options> = async (
  app,
  { config: { forwardedUriHeader: uri, apiInfo } },
) => {
  function allow({ admission: { key }, cleanQuery }: FastifyRequest, reply: FastifyReply) {
    reply
      .headers({
        ...entitlementsOf(key.entitlements).headers,
        'x-tier': key.tier,
        'x-account-id': accountIdOf(key),
        'x-key-id': key.keyId,
        'x-scopes': scopeText(key.scopes),
        'x-upstream-query': cleanQuery,
      })
      .send()
  }
  const { schema, sent } = describe(apiInfo)
  const headers = [...(uri === undefined ? [] : [original(uri)]), ...sent]
  const methods = app.supportedMethods.filter(method => method !== 'TRACE' && method !== 'CONNECT')
  // Answers before Fastify looks at a body: its type and length concern only the upstream.
  const common = { onRequest: allow, handler: allow, exposeHeadRoute: false }
  app.route({ ...common, method: 'GET', url: '', schema: { ...schema, 'x-header-parameters': headers } })
  app.route({ ...common, method: methods.filter(method => method !== 'GET'), url: '', schema: { hide: true } })
  app.route({ ...common, method: methods, url: '/*', schema: { hide: true } })
}

export default forwardAuth

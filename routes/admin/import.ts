import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { startTest } from '../../auth/key-shapes.ts'
import { toScopes } from '../../auth/scopes.ts'
import type { KeyFormat } from '../../config/key-format.ts'
import { findNamedAccount } from '../../db/ensure-account.ts'
import { type ForeignKey, importKeys, KeysExist } from '../../db/keys/import.ts'
import { ApiError, invalidField } from '../../errors.ts'
import { LARGE_BODY_BYTES as bodyLimit } from '../../http/server-options.ts'
import { toExpiry } from '../../schemas/date-time.ts'
import { errorResponses } from '../../schemas/error.ts'
import { ImportBody, type ImportedKey } from '../../schemas/import.ts'
import type { Key } from '../../schemas/key.ts'
import { component, NamedAccountId } from '../../schemas/primitives.ts'

const schema = {
  tags: ['Operations'],
  operationId: 'importAPIKeys',
  summary: 'Import API keys from another service',
  description: `Imports keys into one account by their digests, all or none, so that their holders can keep using them. Each key
must match a shape in \`IMPORTED_KEY_SHAPES\`; otherwise the response is 409 \`no_key_shape\` with the prefixes that do not.
Creates the account if it does not exist.`,
  params: Type.Object({ accountId: NamedAccountId }),
  body: ImportBody,
  response: { 200: Type.Object({ data: Type.Array(component<Key>('Key')) }), ...errorResponses(404, 409, 413, 415) },
}

interface Options {
  config: { scopes: readonly string[] | undefined; keyFormat: KeyFormat; importedKeyShapes: readonly RegExp[] }
}

/** `POST /admin/v1/accounts/{accountId}/keys/import`: an operator imports keys from another service. */
const importRoute: FastifyPluginAsyncTypebox<Options> = async (app, { config }) => {
  const fits = startTest(config)
  app.post(
    '/accounts/:accountId/keys/import',
    { schema, bodyLimit, config: { right: 'keys:write' } },
    async function importAPIKeys(request, reply) {
      const keys = request.body.keys.map(key => toForeign(key, config.scopes))
      if (new Set(keys.map(({ digest }) => digest.toString('hex'))).size < keys.length)
        throw invalidField('keys', 'must not contain the same digest twice')
      const prefixes = keys.map(({ prefix }) => prefix).filter(prefix => !fits(prefix))
      const account = await findNamedAccount(app.db, request.params.accountId)
      if (!account) throw new ApiError('not_found')
      if (prefixes.length > 0) throw new ApiError('no_key_shape', { details: { prefixes: [...new Set(prefixes)] } })
      const data = await importKeys(app.db, account, keys, request.actor).catch(explain)
      if (typeof data === 'string') throw ERRORS[data]()
      return reply.code(200).send({ data })
    },
  )
}

export default importRoute

const ERRORS = {
  expired: () => invalidField('keys', 'must expire in the future'),
}

function explain(error: unknown): never {
  if (!(error instanceof KeysExist)) throw error
  throw new ApiError('key_exists', { details: { digests: error.digests } })
}

function toForeign(key: ImportedKey, known: readonly string[] | undefined): ForeignKey {
  const { digest, name, prefix = '', description = null, scopes = null, expires_at = null } = key
  return {
    digest: Buffer.from(digest, digest.length === 64 ? 'hex' : 'base64'),
    prefix,
    name,
    description,
    scopes: toScopes(scopes, known),
    expiresAt: toExpiry('expires_at', expires_at),
  }
}

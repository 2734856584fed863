import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { type NamedAccount, namedAccount, shownId } from '../../auth/account-id.ts'
import { startTest } from '../../auth/key-shapes.ts'
import { type LookedUp, lookedUp } from '../../auth/looked-up.ts'
import type { KeyFormat } from '../../config/key-format.ts'
import { findManagedAccount } from '../../db/account/find.ts'
import { findNamedAccount } from '../../db/ensure-account.ts'
import { byDigest, byIds, byLast4, byPrefix, type FoundKey, findAnyKeys, ofAccount } from '../../db/keys/find.ts'
import { type FoundRequest, findRejectedRequest } from '../../db/usage/rejected-requests.ts'
import type { Decision } from '../../enforcement/decision.ts'
import { explain } from '../../enforcement/explanation.ts'
import { summaryOf } from '../../enforcement/summary.ts'
import { invalidField } from '../../errors.ts'
import { errorResponses } from '../../schemas/error.ts'
import { LookupQuery, LookupResult } from '../../schemas/lookup.ts'

const MOST_KEYS = 20

const schema = {
  tags: ['Operations'],
  operationId: 'lookup',
  summary: 'Explain why a key or request is rejected',
  description: `Finds a key, an account or a request, and says in a sentence and in fields whether requests are admitted right now, and
if not, why. The decision is that of \`/api/v1/verify\`, for a request that costs 1 and requires nothing; it counts nothing. A
key itself is rejected with 400: send its SHA-256.

The IDs of rejected requests with known keys are kept for 24 hours, at most 20 for each key. All other requests are only in
the log.`,
  querystring: LookupQuery,
  response: { 200: LookupResult, ...errorResponses() },
}

type Known = Exclude<Decision, { outcome: 'unknown' }>

interface Options {
  config: { keyFormat: KeyFormat; importedKeyShapes: readonly RegExp[] }
}

/** `GET /admin/v1/lookup`: an operator asks why a key or a request was rejected. */
const lookup: FastifyPluginAsyncTypebox<Options> = async (app, { config }) => {
  const isAccepted = startTest(config)

  app.get('/lookup', { schema, config: { right: 'accounts:read' } }, async function lookUp({ query }, reply) {
    const asked = lookedUp(query.q, app.isKey)
    if (!asked) throw invalidField('q', 'must not be a key: send its SHA-256 in hex, after `sha256:`')
    const scope = query.account === undefined ? undefined : await findNamedAccount(app.db, query.account)
    const rejections = asked.kind === 'request' ? await findRejectedRequest(app.db, asked.requestId) : []
    const found = query.account !== undefined && !scope ? [] : await findKeys(app, asked, { rejections, scope })
    const keys = await explained(found.slice(0, MOST_KEYS))
    const account = await accountOf(app, { asked, found, scope })
    const more = found.length > MOST_KEYS
    return reply.code(200).send({
      summary: summaryOf({ isRequest: asked.kind === 'request', rejections, keys, more, account }),
      keys,
      has_more: more,
      account,
      rejections: rejections.map(({ keyId, ...rest }) => ({ key_id: keyId, ...rest })),
    })
  })

  /** The rows are read after the decisions, so that they say when and by whom a key was revoked that is rejected for it. */
  async function explained(found: readonly FoundKey[]): Promise<LookupResult['keys']> {
    const asking = { requirement: null, counts: false, cost: 1 }
    const decisions = await Promise.all(
      found.map(async ({ key, digest }) =>
        isAccepted(key.prefix) ? app.authorizer.authorize({ digest, ...asking }) : undefined,
      ),
    )
    const rows = await findAnyKeys(app.db, [byIds(found.map(({ key }) => key.id))], MOST_KEYS)
    return rows.map(({ key, ...account }) => {
      const decision = decisions[found.findIndex(one => one.key.id === key.id)]
      // Keys are never deleted, so a key that has been found is not unknown.
      return { key, account_id: shownId(account), ...explain(key, decision as Known | undefined) }
    })
  }
}

export default lookup

interface Around {
  rejections: readonly FoundRequest[]
  /** The account to which the query is limited. */
  scope: NamedAccount | undefined
}

/** @returns the newest keys, one more than are shown if there are more */
function findKeys({ db }: FastifyInstance, asked: LookedUp, { rejections, scope }: Around) {
  const within = scope ? [ofAccount(scope.accountId)] : []
  const find = (condition: ReturnType<typeof byLast4>) => findAnyKeys(db, [condition, ...within], MOST_KEYS + 1)
  switch (asked.kind) {
    case 'request':
      return find(byIds(rejections.map(({ keyId }) => keyId)))
    case 'digest':
      return find(byDigest(asked.digest))
    case 'id':
      return findFirst(
        () => find(byIds([asked.id])),
        () => find(ofAccount(asked.id)),
      )
    case 'text':
      return findByText(asked, scope, find)
  }
}

type Find = (condition: ReturnType<typeof byLast4>) => Promise<FoundKey[]>

/** A short text can be several things, of which the first that finds a key counts. */
async function findByText(asked: LookedUp & { kind: 'text' }, scope: NamedAccount | undefined, find: Find) {
  const { prefix, last4 } = asked
  const named = namedAccount(prefix)
  return findFirst(
    async () => (await find(byPrefix(prefix))).filter(({ key }) => last4 === undefined || key.last4 === last4),
    async () => (scope ? find(byLast4(prefix)) : []),
    async () => (named ? find(ofAccount(named.accountId)) : []),
  )
}

async function findFirst(...finds: (() => Promise<FoundKey[]>)[]) {
  for (const find of finds) {
    const found = await find()
    if (found.length > 0) return found
  }
  return []
}

/** The account that the query names, or that has all of the keys found. */
async function accountOf(
  { db }: FastifyInstance,
  { asked, found, scope }: { asked: LookedUp; found: readonly FoundKey[]; scope: NamedAccount | undefined },
) {
  const [first] = found
  const isOnly = found.every(({ accountId }) => accountId === first?.accountId)
  const name = asked.kind === 'id' ? asked.id : asked.kind === 'text' ? asked.prefix : ''
  const named = scope ?? (first ? isOnly && first : namedAccount(name) && (await findNamedAccount(db, name)))
  return (named && (await findManagedAccount(db, named))) || null
}

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { shownId } from '../../auth/account-id.ts'
import { searchAccounts } from '../../db/account/search.ts'
import { findNamedAccount } from '../../db/ensure-account.ts'
import { EVENT_ORDER } from '../../db/history/list.ts'
import { searchEvents } from '../../db/history/search.ts'
import { byDigest, byIds, byPrefix, findAnyKeys } from '../../db/keys/find.ts'
import { ApiError } from '../../errors.ts'
import { toCursor, toPage } from '../../schemas/cursor.ts'
import { toDate } from '../../schemas/date-time.ts'
import { errorResponses } from '../../schemas/error.ts'
import { AccountPage, AccountSearch, EventSearch, FoundEvents, FoundKeys, KeySearch } from '../../schemas/search.ts'

const tags = ['Operations']
const MOST_KEYS = 100
const NEWEST_FIRST = '-created_at'

const accounts = {
  tags,
  operationId: 'searchAccounts',
  summary: 'List accounts',
  description: 'Returns all accounts, newest first.',
  querystring: AccountSearch,
  response: { 200: AccountPage, ...errorResponses() },
}

const keys = {
  tags,
  operationId: 'searchAPIKeys',
  summary: 'Find API keys of any account',
  description:
    'Finds a key by what is known of it; send at least one parameter. Several keys can have the same prefix.',
  querystring: KeySearch,
  response: { 200: FoundKeys, ...errorResponses() },
}

const events = {
  tags,
  operationId: 'searchAuditEvents',
  summary: 'List audit events of all accounts',
  description: `Returns the history of all keys, newest first. Without \`account\`, this reads the whole history, which takes seconds if
it is long.`,
  querystring: EventSearch,
  response: { 200: FoundEvents, ...errorResponses(404) },
}

/** `GET /admin/v1/accounts`, `/keys` and `/audit-events`: what an operator or a service looks for in all accounts. */
const search: FastifyPluginAsyncTypebox = async app => {
  app.get(
    '/accounts',
    { schema: accounts, config: { right: 'accounts:read' } },
    async function searchAll({ query: { q: text, tier, limit, cursor } }, reply) {
      const after = toCursor(cursor, NEWEST_FIRST)
      const page = toPage(await searchAccounts(app.bulkDb, { text, tier, limit, after }), limit, NEWEST_FIRST)
      const data = page.data.map(({ id, externalId, ...rest }) => ({
        account_id: shownId({ accountId: id, externalId }),
        ...rest,
      }))
      return reply.code(200).send({ data, next_cursor: page.next_cursor })
    },
  )

  app.get(
    '/keys',
    { schema: keys, config: { right: 'keys:read' } },
    async function searchKeys({ query: { id, digest, prefix } }, reply) {
      const conditions = [
        ...(id === undefined ? [] : [byIds([id])]),
        ...(digest === undefined ? [] : [byDigest(digest)]),
        ...(prefix === undefined ? [] : [byPrefix(prefix)]),
      ]
      const found = await findAnyKeys(app.bulkDb, conditions, MOST_KEYS)
      return reply.code(200).send({ data: found.map(({ key, ...account }) => ({ account_id: shownId(account), key })) })
    },
  )

  app.get(
    '/audit-events',
    { schema: events, config: { right: 'keys:read' } },
    async function searchHistory({ query }, reply) {
      const { account: name, actor, from, to, limit, cursor } = query
      const account = name === undefined ? undefined : await findNamedAccount(app.bulkDb, name)
      if (name !== undefined && !account) throw new ApiError('not_found')
      const rows = await searchEvents(app.bulkDb, {
        ...{ accountId: account?.accountId, actor, limit, after: toCursor(cursor, EVENT_ORDER) },
        from: from === undefined ? undefined : toDate('from', from),
        to: to === undefined ? undefined : toDate('to', to),
      })
      return reply.code(200).send(toPage(rows, limit, EVENT_ORDER))
    },
  )
}

export default search

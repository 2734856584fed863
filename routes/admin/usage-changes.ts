import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { readChanges, type UsageChange } from '../../db/usage/changes.ts'
import { invalidField } from '../../errors.ts'
import { toDate } from '../../schemas/date-time.ts'
import { errorResponses } from '../../schemas/error.ts'
import { MORE, NEXT_CURSOR } from '../../schemas/headers.ts'
import { ChangeQuery, FORMATS, textOfCursor, toUsageCursor } from '../../schemas/usage-change.ts'

const header = (description: string) => ({ description, type: 'string' })

const schema = {
  tags: ['Operations'],
  operationId: 'listUsageChanges',
  summary: 'List changes of usage',
  description: `Returns the usage of all accounts for billing: one row per hour, account and key, ordered by the time of its last
change. Store \`Keyward-Next-Cursor\` together with the rows, and send it as \`cursor\` with the next request: at once if
\`Keyward-More\` is true, otherwise whenever you want. Each row has the totals of its hour and replaces the row that you
have for the same hour and key. A row is repeated when it changes, and for some minutes afterwards; none is skipped.

Columns: \`hour\`, \`account_id\`, \`key_id\`, \`requests\` (admitted), \`units\` (that they took from the limits), and rejected
requests by reason: \`rejected\` (revoked or expired key), \`limited\`, \`insufficient\` (plan), \`out_of_scope\` and \`blocked\`
(suspended or paused). JSON Lines has these as fields; CSV has them in a header line.`,
  querystring: ChangeQuery,
  response: {
    200: {
      description: 'Success',
      headers: {
        [NEXT_CURSOR]: header('`cursor` for the next request'),
        [MORE]: header('`true` if the next page is ready now'),
      },
      content: { 'application/x-ndjson': { schema: Type.String() }, 'text/csv': { schema: Type.String() } },
    },
    ...errorResponses(409),
  },
}

/** `GET /admin/v1/usage`: what a billing system has not read yet. */
const usageChanges: FastifyPluginAsyncTypebox = async app => {
  app.get(
    '/usage',
    { schema, config: { right: 'accounts:read' } },
    async function listUsageChanges({ query, headers }, reply) {
      const { format = /\btext\/csv\b/i.test(headers.accept ?? '') ? 'csv' : 'jsonl', limit } = query
      const { rows, next, more } = await readChanges(app.db, placeOf(query), limit)
      return reply
        .type(TYPES[format])
        .header('vary', 'accept')
        .header(NEXT_CURSOR, textOfCursor(next))
        .header(MORE, String(more))
        .send(format === 'csv' ? csv(rows) : rows.map(row => `${JSON.stringify(row)}\n`).join(''))
    },
  )
}

export default usageChanges

const TYPES = { jsonl: FORMATS.jsonl, csv: `${FORMATS.csv}; charset=utf-8; header=present` }

function placeOf({ cursor, changed_since }: ChangeQuery) {
  if (cursor === undefined) return changed_since === undefined ? undefined : toDate('changed_since', changed_since)
  if (changed_since !== undefined) throw invalidField('changed_since', 'cannot be combined with cursor')
  return toUsageCursor(cursor)
}

const COLUMNS = [
  'hour',
  'account_id',
  'key_id',
  'requests',
  'units',
  'rejected',
  'limited',
  'insufficient',
  'out_of_scope',
  'blocked',
] as const

/** RFC 4180. No value needs quotes: account IDs have no comma, quote or line break (schemas/primitives.ts). */
const csv = (rows: readonly UsageChange[]) =>
  [COLUMNS, ...rows.map(row => COLUMNS.map(column => (column === 'hour' ? row.hour.toISOString() : row[column])))]
    .map(fields => `${fields.join(',')}\r\n`)
    .join('')

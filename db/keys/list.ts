import { type Kysely, type RawBuilder, sql } from 'kysely'
import { KEY_PREFIX } from '../../schemas/credentials.ts'
import type { Cursor } from '../../schemas/cursor.ts'
import type { Key, KeyStatus } from '../../schemas/key.ts'
import type { KeyCounts, KeyQuery } from '../../schemas/key-list.ts'
import type { KeyLeak } from '../../schemas/leak.ts'
import { microseconds } from '../microseconds.ts'
import type { Tables } from '../tables.ts'

const status = sql<KeyStatus>`case
  when k.revoked_at is not null then 'revoked'
  when k.expires_at <= now() then 'expired'
  when k.replaced_by is not null then 'retiring'
  else 'active' end`

/** Dead, and presented within a day. Only dead keys are refused for what they are. */
const stillUsed = sql<boolean>`(k.revoked_at is not null or k.expires_at <= now())
  and a.last_refused_at > now() - interval '24 hours'`

/** A key as its owner sees it: the columns to select from a key's row aliased `k` and its activity aliased `a`. */
export const keyColumns = [
  sql<string>`k.id`.as('id'),
  sql<string>`k.name`.as('name'),
  sql<string | null>`k.description`.as('description'),
  sql<string[] | null>`k.scopes`.as('scopes'),
  sql<string>`coalesce(${sql.lit(KEY_PREFIX)} || k.public_id, k.imported_prefix)`.as('prefix'),
  sql<string | null>`k.last4`.as('last4'),
  status.as('status'),
  sql<Date>`k.created_at`.as('created_at'),
  sql<Date | null>`k.expires_at`.as('expires_at'),
  sql<Date | null>`a.last_used_at`.as('last_used_at'),
  sql<Date | null>`k.revoked_at`.as('revoked_at'),
  sql<string | null>`k.revoked_by`.as('revoked_by'),
  sql<string | null>`k.revocation_reason`.as('revocation_reason'),
  sql<number>`coalesce(a.refused_count, 0)::float8`.as('rejected_count'),
  sql<Date | null>`a.last_refused_at`.as('last_rejected_at'),
  sql<number>`coalesce(a.refused_count, 0)::float8`.as('refused_count'),
  sql<Date | null>`a.last_refused_at`.as('last_refused_at'),
  sql<KeyLeak | null>`case when k.leak_door is not null then jsonb_build_object(
    'door', k.leak_door, 'source_url', k.leak_source_url, 'note', k.leak_note) end`.as('leak'),
  sql<string | null>`k.replaces`.as('replaces'),
  sql<string | null>`k.replaced_by`.as('replaced_by'),
  sql<number | null>`k.grace_seconds`.as('grace_seconds'),
  sql<Date | null>`k.grace_started_at`.as('grace_started_at'),
]

function keysOf(db: Kysely<Tables>, accountId: string) {
  return db
    .selectFrom('api_keys as k')
    .leftJoin('key_activity as a', 'a.key_id', 'k.id')
    .select(keyColumns)
    .where('k.account_id', '=', accountId)
}

/** @returns the key, or undefined if it is missing or another account's: the two are indistinguishable */
export function findKey(db: Kysely<Tables>, accountId: string, keyId: string): Promise<Key | undefined> {
  return keysOf(db, accountId).where('k.id', '=', keyId).executeTakeFirst()
}

const NEVER = sql`'-infinity'::timestamptz`
const UNLIMITED = sql`'infinity'::timestamptz`
/** Each order's column, the value that stands for a missing one, and the direction. */
const ORDERS = {
  '-created_at': [sql`k.created_at`, NEVER, 'desc'],
  '-last_used_at': [sql`a.last_used_at`, NEVER, 'desc'],
  last_used_at: [sql`a.last_used_at`, NEVER, 'asc'],
  expires_at: [sql`k.expires_at`, UNLIMITED, 'asc'],
} as const

/** What the rows of an order are compared by. Creation is never missing, and so its index serves. */
const positionIn = (sort: KeyQuery['sort']) => {
  const [column, missing] = ORDERS[sort]
  return sort === '-created_at' ? column : sql`coalesce(${column}, ${missing})`
}

/**
 * One page of an account's keys, plus one extra row if there is a next page.
 * @param cursor where the previous page ended
 */
export function listKeys(db: Kysely<Tables>, accountId: string, query: KeyQuery, cursor: Cursor | undefined) {
  const [column, , direction] = ORDERS[query.sort]
  return keysOf(db, accountId)
    .select(microseconds(column).as('position'))
    .$if(query.status === 'still_used', keys => keys.where(stillUsed))
    .$if(query.status !== 'all' && query.status !== 'still_used', keys =>
      keys.where(status, '=', query.status as KeyStatus),
    )
    .$if(query.q !== undefined, keys => keys.where(matchesKey(query.q as string)))
    .$if(cursor !== undefined, keys => keys.where(isAfter(accountId, cursor as Cursor, query.sort)))
    .orderBy(positionIn(query.sort), direction)
    .orderBy('k.id', direction)
    .limit(query.limit + 1)
    .execute()
}

/** With fewer characters, keys would be found by chance. */
const SHORTEST_START = 4

/** Finds a key `k` by what is known of it: a part of its name, how it begins, how it ends, or its id, as a log has it. */
export function matchesKey(text: string) {
  const start = text.startsWith(KEY_PREFIX) ? text.slice(KEY_PREFIX.length) : text
  return sql<boolean>`(strpos(lower(k.name), lower(${text})) > 0 or k.id::text = lower(${text}) or k.last4 = ${text}
    or (char_length(${start}) >= ${SHORTEST_START} and starts_with(coalesce(k.public_id, k.imported_prefix), ${start})))`
}

/** After where the previous page ended, even if its last row has moved since. */
function isAfter(accountId: string, { at, id }: Cursor, sort: KeyQuery['sort']) {
  const [, missing, direction] = ORDERS[sort]
  const position = positionIn(sort)
  const end =
    at === undefined
      ? sql`select ${position}, k.id from public.api_keys k left join public.key_activity a on a.key_id = k.id
          where k.id = ${id} and k.account_id = ${accountId}`
      : sql`coalesce(${at}::timestamptz, ${missing}), ${id}::uuid`
  return sql<boolean>`(${position}, k.id) ${sql.raw(direction === 'asc' ? '>' : '<')} (${end})`
}

/** How many keys of an account there are by status, among those that a search finds. */
export async function countKeys(db: Kysely<Tables>, accountId: string, text?: string): Promise<KeyCounts> {
  const counted = db
    .selectFrom('api_keys as k')
    .leftJoin('key_activity as a', 'a.key_id', 'k.id')
    .select([status.as('status'), stillUsed.as('still_used')])
    .where('k.account_id', '=', accountId)
    .$if(text !== undefined, keys => keys.where(matchesKey(text as string)))
  const having = (condition: RawBuilder<boolean>) => sql<number>`(count(*) filter (where ${condition}))::float8`
  return db
    .selectFrom(counted.as('c'))
    .select([
      having(sql`status = 'active'`).as('active'),
      having(sql`status = 'retiring'`).as('retiring'),
      having(sql`status = 'expired'`).as('expired'),
      having(sql`status = 'revoked'`).as('revoked'),
      having(sql`still_used`).as('still_used'),
    ])
    .executeTakeFirstOrThrow()
}

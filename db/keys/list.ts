import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Cursor } from '../../schemas/cursor.ts'
import type { Key, KeyStatus } from '../../schemas/key.ts'
import type { KeyCounts, KeyQuery } from '../../schemas/key-list.ts'
import type { KeyLeak } from '../../schemas/leak.ts'
import type { OwnLimits } from '../../schemas/limits.ts'
import { microseconds } from '../microseconds.ts'
import type { Tables } from '../tables.ts'

const status = sql<KeyStatus>`case
  when k.revoked_at is not null then 'revoked'
  when k.expires_at <= now() then 'expired'
  when k.replaced_by is not null then 'retiring'
  else 'active' end`

/** Revoked or expired, and used within the last 24 hours. */
const stillUsed = sql<boolean>`(k.revoked_at is not null or k.expires_at <= now())
  and a.last_refused_at > now() - interval '24 hours'`

/** Works, and expires later than the account's plan allows for new keys. */
const outsidePolicy = sql<boolean>`k.revoked_at is null and exists (
  select from public.accounts c join public.plans p
    on p.name = case when c.tier_until <= statement_timestamp() then c.tier_after else c.tier end
  where c.id = k.account_id and p.longest_days is not null
    and coalesce(k.expires_at, 'infinity') > statement_timestamp() + make_interval(days => p.longest_days))`

/** The own limits of a key in the row with this alias; null if it has none. */
export const ownLimits = (alias: 'k' | 's') => sql<OwnLimits | null>`case when ${sql.ref(`${alias}.limited`)} then (
  select jsonb_build_object('minute', minute_limit, 'day', day_limit, 'month', month_limit)
  from public.key_windows where key_id = ${sql.ref(`${alias}.id`)}) end`

/** The first characters of a key, as its row stores them. */
const visiblePrefix = sql<string>`coalesce(k.imported_prefix, k.key_prefix || k.public_id)`

/** A key as its owner sees it: the columns to select from `api_keys as k` and `key_activity as a`. */
export const keyColumns = [
  sql<string>`k.id`.as('id'),
  sql<string>`k.name`.as('name'),
  sql<string | null>`k.description`.as('description'),
  sql<string[] | null>`k.scopes`.as('scopes'),
  visiblePrefix.as('prefix'),
  sql<string | null>`k.last4`.as('last4'),
  status.as('status'),
  sql<Date>`k.created_at`.as('created_at'),
  sql<Date | null>`k.expires_at`.as('expires_at'),
  outsidePolicy.as('outside_policy'),
  sql<Date | null>`a.last_used_at`.as('last_used_at'),
  sql<Date | null>`k.revoked_at`.as('revoked_at'),
  sql<string | null>`k.revoked_by`.as('revoked_by'),
  sql<string | null>`k.revocation_reason`.as('revocation_reason'),
  sql<number>`coalesce(a.refused_count, 0)::float8`.as('rejected_count'),
  sql<Date | null>`a.last_refused_at`.as('last_rejected_at'),
  sql<number>`coalesce(a.refused_count, 0)::float8`.as('refused_count'),
  sql<Date | null>`a.last_refused_at`.as('last_refused_at'),
  sql<KeyLeak | null>`case when k.leak_door is not null then jsonb_build_object(
    'reported_by', k.leak_door, 'door', k.leak_door, 'source_url', k.leak_source_url, 'note', k.leak_note) end`.as(
    'leak',
  ),
  sql<string | null>`k.replaces`.as('replaces'),
  sql<string | null>`k.replaced_by`.as('replaced_by'),
  sql<number | null>`k.grace_seconds`.as('grace_seconds'),
  sql<Date | null>`k.grace_started_at`.as('grace_started_at'),
  ownLimits('k').as('limits'),
  sql<Record<string, unknown> | null>`k.metadata`.as('metadata'),
]

function keysOf(db: Kysely<Tables>, accountId: string) {
  return db
    .selectFrom('api_keys as k')
    .leftJoin('key_activity as a', 'a.key_id', 'k.id')
    .select(keyColumns)
    .where('k.account_id', '=', accountId)
}

/** @returns undefined if the key is missing or belongs to another account: the two are indistinguishable */
export function findKey(db: Kysely<Tables>, accountId: string, keyId: string): Promise<Key | undefined> {
  return keysOf(db, accountId).where('k.id', '=', keyId).executeTakeFirst()
}

const NEVER = sql`'-infinity'::timestamptz`
const UNLIMITED = sql`'infinity'::timestamptz`
/** For each order: the column, the value in place of null, and the direction. */
const ORDERS = {
  '-created_at': [sql`k.created_at`, NEVER, 'desc'],
  '-last_used_at': [sql`a.last_used_at`, NEVER, 'desc'],
  last_used_at: [sql`a.last_used_at`, NEVER, 'asc'],
  expires_at: [sql`k.expires_at`, UNLIMITED, 'asc'],
} as const

/** The value by which rows are ordered. `created_at` is never null, so it needs no `coalesce` and its index is used. */
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

/** Shorter texts would match keys by chance. */
const SHORTEST_START = 4

/** Matches a key `k` by a part of its name, its first or last characters, or its ID. */
export function matchesKey(text: string) {
  return sql<boolean>`(strpos(lower(k.name), lower(${text})) > 0 or k.id::text = lower(${text}) or k.last4 = ${text}
    or (char_length(${text}) >= ${SHORTEST_START} and starts_with(coalesce(k.public_id, k.imported_prefix), ${text}))
    or (char_length(${text}) >= ${SHORTEST_START} + char_length(k.key_prefix) and starts_with(${visiblePrefix}, ${text})))`
}

/** Selects rows after the end of the previous page, even if that page's last row has moved since. */
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

/** Counts an account's keys by status, among those that match a search. */
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

import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Cursor } from '../../schemas/cursor.ts'
import { type Key, KeyStatus } from '../../schemas/key.ts'
import type { CountQuery, KeyCounts, KeyQuery } from '../../schemas/key-list.ts'
import { microseconds } from '../microseconds.ts'
import type { Tables } from '../tables.ts'
import { keyColumns, status, visiblePrefix } from './columns.ts'
import { maker, matchesMaker, toBeRotated } from './maker.ts'

/** Revoked or expired, and used within the last 24 hours. */
const stillUsed = sql<boolean>`(k.revoked_at is not null or k.expires_at <= now())
  and a.last_refused_at > now() - interval '24 hours'`

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

const STATUSES: readonly string[] = KeyStatus.enum

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
    .$if(query.status === 'to_be_rotated', keys => keys.where(toBeRotated))
    .$if(STATUSES.includes(query.status), keys => keys.where(status, '=', query.status as KeyStatus))
    .$if(query.created_by !== undefined, keys => keys.where(maker, '=', query.created_by as string))
    .$if(query.q !== undefined, keys => keys.where(matchesKey(query.q as string)))
    .$if(cursor !== undefined, keys => keys.where(isAfter(accountId, cursor as Cursor, query.sort)))
    .orderBy(positionIn(query.sort), direction)
    .orderBy('k.id', direction)
    .limit(query.limit + 1)
    .execute()
}

/** Shorter texts would match keys by chance. */
const SHORTEST_START = 4

/** Matches a key `k` by a part of its name, its first or last characters, its ID, or the person who made it. */
export function matchesKey(text: string) {
  return sql<boolean>`(strpos(lower(k.name), lower(${text})) > 0 or k.id::text = lower(${text}) or k.last4 = ${text}
    or (char_length(${text}) >= ${SHORTEST_START} and starts_with(coalesce(k.public_id, k.imported_prefix), ${text}))
    or (char_length(${text}) >= ${SHORTEST_START} + char_length(k.key_prefix) and starts_with(${visiblePrefix}, ${text}))
    or ${matchesMaker(text)})`
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
export async function countKeys(
  db: Kysely<Tables>,
  accountId: string,
  { q: text, created_by }: CountQuery,
): Promise<KeyCounts> {
  const counted = db
    .selectFrom('api_keys as k')
    .leftJoin('key_activity as a', 'a.key_id', 'k.id')
    .select([status.as('status'), stillUsed.as('still_used'), toBeRotated.as('to_be_rotated')])
    .where('k.account_id', '=', accountId)
    .$if(text !== undefined, keys => keys.where(matchesKey(text as string)))
    .$if(created_by !== undefined, keys => keys.where(maker, '=', created_by as string))
  const having = (condition: RawBuilder<boolean>) => sql<number>`(count(*) filter (where ${condition}))::float8`
  return db
    .selectFrom(counted.as('c'))
    .select([
      having(sql`status = 'active'`).as('active'),
      having(sql`status = 'retiring'`).as('retiring'),
      having(sql`status = 'expired'`).as('expired'),
      having(sql`status = 'revoked'`).as('revoked'),
      having(sql`still_used`).as('still_used'),
      having(sql`to_be_rotated`).as('to_be_rotated'),
    ])
    .executeTakeFirstOrThrow()
}

import { type Kysely, sql } from 'kysely'
import type { MadeKey } from '../../schemas/member.ts'
import type { Subject } from '../keys/change.ts'
import { visiblePrefix } from '../keys/columns.ts'
import type { Tables } from '../tables.ts'

/** How many keys a dry run shows. An account has fewer that work, unless an operator has set a very large number. */
const MOST_SHOWN = 1_000

/** The keys of an account that a person created and that are not revoked, as the subject of a revocation. */
export const keysOfPerson = (accountId: string, person: string): Subject =>
  sql<boolean>`k.account_id = ${accountId} and k.created_by = ${`user:${person}`} and k.revoked_at is null`

const isWorking = sql<boolean>`coalesce(k.expires_at > now(), true)`

/** Counts the keys that a revocation would affect, and those that would otherwise be left to be rotated. */
export function countKeysOfPerson(db: Kysely<Tables>, accountId: string, person: string) {
  return db
    .selectFrom('api_keys as k')
    .select(sql<number>`count(*)::int`.as('unrevoked'))
    .select(sql<number>`(count(*) filter (where ${isWorking} and k.replaced_by is null))::int`.as('active'))
    .where(keysOfPerson(accountId, person))
    .executeTakeFirstOrThrow()
}

/** The working keys that a person created, those with the most requests in the last week first. */
export function usedKeysOfPerson(db: Kysely<Tables>, accountId: string, person: string): Promise<MadeKey[]> {
  const requests = (days: number) =>
    sql<number>`coalesce(sum(u.requests) filter (where u.hour > now() - make_interval(days => ${days}::int)), 0)::float8`
  return db
    .selectFrom('api_keys as k')
    .leftJoin('key_activity as a', 'a.key_id', 'k.id')
    .leftJoin('key_usage as u', join =>
      join.onRef('u.key_id', '=', 'k.id').on(sql<boolean>`u.hour > now() - make_interval(days => 7)`),
    )
    .select(['k.id', 'k.name', 'k.expires_at', 'a.last_used_at', visiblePrefix.as('prefix')])
    .select([requests(1).as('requests_last_day'), requests(7).as('requests_last_week')])
    .where(keysOfPerson(accountId, person))
    .where(isWorking)
    .groupBy(['k.id', 'a.key_id'])
    .orderBy('requests_last_week', 'desc')
    .orderBy('k.id')
    .limit(MOST_SHOWN)
    .execute()
}

import { type Kysely, sql } from 'kysely'
import type { Member } from '../../schemas/member.ts'
import type { Tables } from '../tables.ts'

/** A page of the people whose membership, departure or label is stored, plus one if there are more, by ID. */
export function listMembers(
  db: Kysely<Tables>,
  accountId: string,
  { limit, after = '' }: { limit: number; after?: string | undefined },
): Promise<Member[]> {
  return membersOf(db, accountId)
    .where(byId, '>', after)
    .orderBy(byId)
    .limit(limit + 1)
    .execute()
}

/** @returns undefined if nothing is stored about the person */
export const findMember = (db: Kysely<Tables>, accountId: string, person: string): Promise<Member | undefined> =>
  membersOf(db, accountId).where('m.person', '=', person).executeTakeFirst()

/** The same order in every database, whatever its collation. */
const byId = sql<string>`m.person collate "C"`

/** Keys of the account that work, of the person in the row `m`. */
const activeKeys = sql<number>`(select count(*)::int from public.api_keys k
  where k.account_id = m.account_id and k.created_by = 'user:' || m.person
    and k.revoked_at is null and coalesce(k.expires_at > now(), true) and k.replaced_by is null)`

const membersOf = (db: Kysely<Tables>, accountId: string) =>
  db
    .selectFrom('members as m')
    .select(['person', 'role', 'label', 'since', 'added_by', 'departed_at', 'departed_by', 'reason'])
    .select(activeKeys.as('active_keys'))
    .where('m.account_id', '=', accountId)

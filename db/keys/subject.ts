import { sql } from 'kysely'
import type { KeyFilter, KeySelection } from '../../schemas/revocations.ts'
import type { Subject } from './change.ts'
import { maker as keysMaker } from './maker.ts'

/**
 * @param accountId only keys of this account; null for keys of any account
 * @param maker only keys that this actor created; null for keys of any maker
 */
export function subjectOf(accountId: string | null, selection: KeySelection, maker: string | null = null): Subject {
  const conditions = 'ids' in selection ? [withIds(selection.ids)] : ofFilter(selection.filter)
  if (accountId !== null) conditions.push(sql`k.account_id = ${accountId}`)
  if (maker !== null) conditions.push(sql`${keysMaker} = ${maker}`)
  return sql<boolean>`${sql.join(conditions, sql` and `)}`
}

const withIds = (ids: readonly string[]): Subject => sql`k.id = any(${[...ids]}::uuid[])`

function ofFilter({ createdBefore, createdAfter, notUsedSince, nameContains }: KeyFilter) {
  const conditions: Subject[] = [sql`k.revoked_at is null`]
  if (createdBefore) conditions.push(sql`k.created_at < ${createdBefore}`)
  if (createdAfter) conditions.push(sql`k.created_at > ${createdAfter}`)
  if (notUsedSince)
    conditions.push(sql`k.created_at < ${notUsedSince} and not exists
      (select from public.key_activity a where a.key_id = k.id and a.last_used_at >= ${notUsedSince})`)
  if (nameContains !== undefined) conditions.push(sql`strpos(lower(k.name), lower(${nameContains})) > 0`)
  return conditions
}

/** The keys of a subject that have one of the ids. */
export const partOf = (subject: Subject, ids: readonly string[]): Subject =>
  sql<boolean>`${withIds(ids)} and ${subject}`

import { sql } from 'kysely'
import type { KeyFilter, WhichKeys } from '../../schemas/revocations.ts'
import type { Selection } from './change.ts'

/** @param accountId whose keys; any account's if null */
export function selectionOf(accountId: string | null, which: WhichKeys): Selection {
  const conditions = 'ids' in which ? [withIds(which.ids)] : ofFilter(which.filter)
  if (accountId !== null) conditions.push(sql`k.account_id = ${accountId}`)
  return sql<boolean>`${sql.join(conditions, sql` and `)}`
}

const withIds = (ids: readonly string[]): Selection => sql`k.id = any(${[...ids]}::uuid[])`

function ofFilter({ createdBefore, createdAfter, notUsedSince, nameContains }: KeyFilter) {
  const conditions: Selection[] = [sql`k.revoked_at is null`]
  if (createdBefore) conditions.push(sql`k.created_at < ${createdBefore}`)
  if (createdAfter) conditions.push(sql`k.created_at > ${createdAfter}`)
  if (notUsedSince)
    conditions.push(sql`k.created_at < ${notUsedSince} and not exists
      (select from public.key_activity a where a.key_id = k.id and a.last_used_at >= ${notUsedSince})`)
  if (nameContains !== undefined) conditions.push(sql`strpos(lower(k.name), lower(${nameContains})) > 0`)
  return conditions
}

/** A part of a selection. */
export const among = (selection: Selection, ids: readonly string[]): Selection =>
  sql<boolean>`${withIds(ids)} and ${selection}`

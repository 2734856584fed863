import { sql } from 'kysely'

/**
 * Who made the key `k`, as the name of an actor. Earlier releases did not record it: they let only the account's own
 * person create keys, and only operators import them.
 */
export const maker = sql<string>`coalesce(k.created_by, case when k.imported_prefix is not null then 'operator'
  else (select 'user:' || coalesce(c.external_id, c.id::text) from public.accounts c where c.id = k.account_id) end)`

/** The row of the person who made the key `k`, as `m`; operators and services have none. */
const makersRow = sql`public.members m
  where m.account_id = k.account_id and k.created_by like 'user:%' and m.person = substr(k.created_by, 6)`

/** What people call the person who made the key `k`. */
export const makersLabel = sql<string | null>`coalesce((select m.label from ${makersRow}),
  (select c.label from public.accounts c where c.id = k.account_id
    and ${maker} = 'user:' || coalesce(c.external_id, c.id::text)))`

/** The key `k` is active, but the person who made it has departed and may still have the secret. */
export const toBeRotated = sql<boolean>`(k.revoked_at is null and coalesce(k.expires_at > now(), true)
  and k.replaced_by is null and exists (select from ${makersRow} and m.departed_at is not null))`

/** Matches the keys `k` of one person, by their whole ID or a part of their label. */
export const matchesMaker = (text: string) => sql<boolean>`(k.created_by in (${text}, 'user:' || ${text})
  or exists (select from ${makersRow} and strpos(lower(m.label), lower(${text})) > 0))`

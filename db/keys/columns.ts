import { type RawBuilder, sql } from 'kysely'
import type { KeyStatus } from '../../schemas/key.ts'
import type { KeyLeak } from '../../schemas/leak.ts'
import type { OwnLimits } from '../../schemas/limits.ts'
import { currentPlan } from '../account/current-plan.ts'
import { maker, makersLabel, toBeRotated } from './maker.ts'

/** The status of a key. */
export const status = sql<KeyStatus>`case
  when k.revoked_at is not null then 'revoked'
  when k.expires_at <= now() then 'expired'
  when k.replaced_by is not null then 'retiring'
  else 'active' end`

/** Works, and expires later than the account's plan allows for new keys. */
const outsidePolicy = sql<boolean>`k.revoked_at is null and exists (
  select from public.accounts c join public.plans p
    on p.name = ${currentPlan('c')}
  where c.id = k.account_id and p.longest_days is not null
    and coalesce(k.expires_at, 'infinity') > statement_timestamp() + make_interval(days => p.longest_days))`

/** The own limits of a key in the row with this alias; null if it has none. */
export const ownLimits = (alias: 'k' | 's') => sql<OwnLimits | null>`case when ${sql.ref(`${alias}.limited`)} then (
  select jsonb_build_object('minute', minute_limit, 'day', day_limit, 'month', month_limit)
  from public.key_windows where key_id = ${sql.ref(`${alias}.id`)}) end`

/** The first characters of a key, as its row stores them. */
export const visiblePrefix = sql<string>`coalesce(k.imported_prefix, k.key_prefix || k.public_id)`

/** The row keeps who resumed a key last, and why, for a replay. */
const whilePaused = (fact: RawBuilder<unknown>) =>
  sql<string | null>`case when k.paused_at is not null then ${fact} end`

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
  maker.as('created_by'),
  makersLabel.as('created_by_label'),
  toBeRotated.as('to_be_rotated'),
  sql<Date | null>`k.expires_at`.as('expires_at'),
  outsidePolicy.as('outside_policy'),
  sql<Date | null>`a.last_used_at`.as('last_used_at'),
  sql<Date | null>`k.revoked_at`.as('revoked_at'),
  sql<string | null>`k.revoked_by`.as('revoked_by'),
  sql<string | null>`k.revocation_reason`.as('revocation_reason'),
  sql<Date | null>`k.paused_at`.as('paused_at'),
  whilePaused(sql`k.pause_set_by`).as('paused_by'),
  whilePaused(sql`k.pause_reason`).as('pause_reason'),
  sql<number>`coalesce(a.refused_count, 0)::float8`.as('rejected_count'),
  sql<Date | null>`a.last_refused_at`.as('last_rejected_at'),
  sql<number>`coalesce(a.limited_count, 0)::float8`.as('limited_count'),
  sql<number>`coalesce(a.insufficient_count, 0)::float8`.as('insufficient_count'),
  sql<number>`coalesce(a.out_of_scope_count, 0)::float8`.as('out_of_scope_count'),
  sql<number>`coalesce(a.blocked_count, 0)::float8`.as('blocked_count'),
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

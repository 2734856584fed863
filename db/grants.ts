import { type Kysely, sql } from 'kysely'
import type { Tables } from './tables.ts'

/**
 * The privileges that an instance needs on each table. Instances alter and truncate nothing, delete only
 * rejected requests, which are kept for a day, and old portal sessions, and only add to the history. Columns with IDs and times that the database
 * generates are left out, so an instance cannot choose them.
 */
const PRIVILEGES: Record<keyof Tables | 'keyward_migration' | 'keyward_migration_lock', string> = {
  accounts: `select, insert (id, tier, external_id), update (tier, tier_until, tier_after, metadata,
      suspended_at, suspension_set_at, suspension_set_by, suspension_reason)`,
  plans: `select, insert (name, title, minute_limit, day_limit, month_limit, keys, longest_days, entitlements, is_default,
      retired_at),
    update (title, minute_limit, day_limit, month_limit, keys, longest_days, entitlements, version, is_default, retired_at)`,
  usage_windows: `select, insert (account_id),
    update (minute_start, minute_used, day_start, day_used, month_before, own_minute, own_day, own_month, own_until)`,
  key_windows: `select, insert (key_id, minute_limit, day_limit, month_limit, minute_start, minute_used, day_start,
      day_used, month_before),
    update (minute_limit, day_limit, month_limit, minute_start, minute_used, day_start, day_used, month_before)`,
  api_keys: `select, insert (id, account_id, name, description, scopes, key_prefix, public_id, last4, imported_prefix,
      digest, expires_at, replaces, limited, metadata, created_by),
    update (name, description, scopes, expires_at, revoked_at, revoked_by, revocation_reason, replaced_by,
      grace_seconds, grace_started_at, end_before_rotation, leak_door, leak_source_url, leak_note,
      limited, metadata, paused_at, pause_set_at, pause_set_by, pause_reason)`,
  key_activity: `select, insert (key_id, first_used_at, last_used_at, refused_count, last_refused_at, limited_count,
      insufficient_count, out_of_scope_count, blocked_count),
    update (first_used_at, last_used_at, refused_count, last_refused_at, limited_count, insufficient_count,
      out_of_scope_count, blocked_count)`,
  key_usage: `select, insert (key_id, hour, account_id, requests, extra_units, rejected, limited, insufficient,
      out_of_scope, blocked, changed_at),
    update (requests, extra_units, rejected, limited, insufficient, out_of_scope, blocked, changed_at)`,
  audit_events: `select, insert (account_id, key_id, action, actor, session_id, session_name, reason, details, request_id, ip,
      service, acting_for)`,
  key_prefixes: 'select, insert (prefix)',
  account_events: `select, insert (account_id, action, actor, session_id, reason, details, request_id, ip, service,
      acting_for)`,
  members: `select, insert (account_id, person, role, label, added_by, departed_at, departed_by, reason),
    update (role, label, since, added_by, departed_at, departed_by, reason)`,
  plan_events: 'select, insert (plan, action, actor, session_id, reason, details, request_id, ip)',
  rejected_requests: 'select, insert (request_id, key_id, at, outcome, details), delete',
  portal_sessions: `select, insert (account_id, person, label, role, return_url, used_for, code_digest, code_expires_at,
      digest, created_by, expires_at),
    update (digest, entered_at, ended_at, ended_by), delete`,
  upgrades: 'select',
  keyward_migration: 'select',
  keyward_migration_lock: 'select',
}

/** An arbitrary number for the advisory lock: PostgreSQL rejects concurrent grants on the same table. */
const LOCK = 7_318_046_290

/**
 * Grants a role the privileges of an instance, and revokes all others on keyward's tables. Does nothing if the role is
 * the current one, which owns the tables.
 * @returns a sentence for each privilege that the role should not have and the migrating role cannot revoke
 */
export function grantTo<T>(db: Kysely<T>, role: string): Promise<string[]> {
  return db.transaction().execute(async trx => {
    const { rows } = await sql<{ owns: boolean }>`select current_user = ${role} as owns`.execute(trx)
    if (rows[0]?.owns) return []
    await sql`select pg_advisory_xact_lock(${LOCK})`.execute(trx)
    for (const [table, privileges] of Object.entries(PRIVILEGES)) {
      await sql`revoke all on ${sql.id('public', table)} from ${sql.id(role)}`.execute(trx)
      await sql`grant ${sql.raw(privileges)} on ${sql.id('public', table)} to ${sql.id(role)}`.execute(trx)
    }
    return revokeCreation(trx, role)
  })
}

interface Creation {
  database: string
  ownsDatabase: boolean
  ownsSchema: boolean
  temporary: boolean
  permanent: boolean
}

/**
 * A table of the same name could hide one of keyward's, also on connections that a pooler lends to other instances. By
 * default, every role can create temporary tables, and permanent ones in a `public` schema from before PostgreSQL 15.
 */
async function revokeCreation<T>(trx: Kysely<T>, role: string): Promise<string[]> {
  const { database, ownsDatabase, ownsSchema, ...before } = await creationBy(trx, role)
  if (before.temporary && ownsDatabase)
    await sql`revoke temporary on database ${sql.id(database)} from public, ${sql.id(role)}`.execute(trx)
  if (before.permanent && ownsSchema)
    await sql`revoke create on schema public from public, ${sql.id(role)}`.execute(trx)
  const { temporary, permanent } = await creationBy(trx, role)
  const kept = [
    ...(temporary
      ? [`temporary tables (as the database's owner: revoke temporary on database ${database} from public)`]
      : []),
    ...(permanent ? ["tables in public (as the schema's owner: revoke create on schema public from public)"] : []),
  ]
  return kept.map(tables => `the role ${role} may create ${tables}`)
}

async function creationBy<T>(trx: Kysely<T>, role: string): Promise<Creation> {
  const { rows } = await sql<Creation>`
    select datname as database,
      pg_has_role(datdba, 'usage') as "ownsDatabase", pg_has_role(nspowner, 'usage') as "ownsSchema",
      has_database_privilege(${role}, d.oid, 'temporary') as temporary,
      has_schema_privilege(${role}, n.oid, 'create') as permanent
    from pg_database d, pg_namespace n
    where datname = current_database() and nspname = 'public'`.execute(trx)
  return rows[0] as Creation
}

import { type Kysely, sql } from 'kysely'
import type { Tables } from './tables.ts'

/** What a running instance does with each table: it alters, truncates and deletes nothing, and only adds to the history. */
const PRIVILEGES: Record<keyof Tables | 'keyward_migration' | 'keyward_migration_lock', string> = {
  accounts: 'select, insert, update (tier)',
  usage_windows: 'select, insert, update',
  api_keys: `select, insert, update (name, description, scopes, expires_at, revoked_at, revoked_by, revocation_reason,
    replaced_by, grace_seconds, grace_started_at, end_before_rotation, leak_door, leak_source_url, leak_note)`,
  key_activity: 'select, insert, update',
  key_usage: 'select, insert, update',
  audit_events: 'select, insert',
  keyward_migration: 'select',
  keyward_migration_lock: 'select',
}

/** Any number that nobody else uses: PostgreSQL refuses two grants on one table at once. */
const LOCK = 7_318_046_290

/**
 * Gives a role what an instance needs, and takes from it whatever more it may have of keyward's tables. Does nothing
 * for the role that it runs as, which owns them.
 */
export function grantTo<T>(db: Kysely<T>, role: string) {
  return db.transaction().execute(async trx => {
    const { rows } = await sql<{ owns: boolean }>`select current_user = ${role} as owns`.execute(trx)
    if (rows[0]?.owns) return
    await sql`select pg_advisory_xact_lock(${LOCK})`.execute(trx)
    for (const [table, privileges] of Object.entries(PRIVILEGES)) {
      await sql`revoke all on ${sql.table(table)} from ${sql.id(role)}`.execute(trx)
      await sql`grant ${sql.raw(privileges)} on ${sql.table(table)} to ${sql.id(role)}`.execute(trx)
    }
  })
}

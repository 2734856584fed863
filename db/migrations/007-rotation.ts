import { type Kysely, sql } from 'kysely'

/**
 * Rotation: a key is replaced by another, and ends some time after the first use of that one. All columns are null for
 * keys that were not rotated, so that the instances of the version before may go on writing.
 */
export async function up(db: Kysely<unknown>) {
  await sql`
    alter table api_keys
      add column replaces uuid,
      add column replaced_by uuid,
      add column grace_seconds integer,
      add column grace_started_at timestamptz,
      add column end_before_rotation timestamptz`.execute(db)
  await sql`alter table key_activity add column first_used_at timestamptz`.execute(db)
  // What the job that starts graces looks for; there are never many.
  await sql`
    create index api_keys_waiting_for_their_successor on api_keys (replaced_by)
    where replaced_by is not null and grace_started_at is null and revoked_at is null`.execute(db)
}

import { type Kysely, sql } from 'kysely'

/**
 * What an event is about beyond its action, such as old and new values. NOT VALID: rows that were there have one of the
 * former actions, and reading a long history again would hold up everybody.
 */
export async function up(db: Kysely<unknown>) {
  await sql`alter table audit_events add column details jsonb`.execute(db)
  await sql`alter table audit_events drop constraint audit_events_action_check`.execute(db)
  await sql`
    alter table audit_events add constraint audit_events_action_check check (action in (
      'create', 'rename', 'change_expiry', 'rotate', 'start_grace', 'cancel_rotation', 'revoke', 'revoke_repeated'
    )) not valid`.execute(db)
}

import { type Kysely, sql } from 'kysely'

/**
 * Who suspended an account or paused a key last, or ended that, when and why. `suspended_at` and `paused_at`, by which
 * uses are decided, exist since migration 015. The times of the last change order the lines of the log for a replay.
 *
 * NOT VALID: the tables may be large, and no row has a value that a check could reject. The actions of key events are
 * checked by their form, like those of account events, so that a new action needs no new check.
 */
export async function up(db: Kysely<unknown>) {
  await sql`lock table api_keys, accounts in access exclusive mode`.execute(db)
  await sql`
    alter table api_keys
      add column pause_set_at timestamptz,
      add column pause_set_by text,
      add column pause_reason text,
      add constraint api_keys_pause_reason_check check (char_length(pause_reason) between 1 and 500) not valid`.execute(
    db,
  )
  await sql`
    alter table accounts
      add column suspension_set_at timestamptz,
      add column suspension_set_by text,
      add column suspension_reason text,
      add constraint accounts_suspension_reason_check
        check (char_length(suspension_reason) between 1 and 500) not valid`.execute(db)
  await sql`
    alter table audit_events
      drop constraint audit_events_action_check,
      add constraint audit_events_action_check check (action ~ '^[a-z_]{1,40}$') not valid`.execute(db)
}

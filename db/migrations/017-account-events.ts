import { type Kysely, sql } from 'kysely'

/**
 * The history of accounts: changes of their plan, limits, windows and metadata. As final as the history of keys, which
 * learns two more actions. Session IDs are text, because not every provider's are UUIDs.
 *
 * NOT VALID: existing rows have one of the former actions, and checking a long history would block its writers.
 */
export async function up(db: Kysely<unknown>) {
  // The clock's time, not the transaction's: of two changes, the one that waited for the other's lock gets the later time.
  await sql`
    create table account_events (
      id uuid primary key default gen_random_uuid(),
      at timestamptz not null default clock_timestamp(),
      account_id uuid not null,
      action text not null check (action ~ '^[a-z_]{1,40}$'),
      actor text not null,
      session_id text,
      reason text,
      details jsonb,
      request_id text not null,
      ip inet
    )`.execute(db)
  await sql`create index account_events_newest_first on account_events (account_id, at desc, id desc)`.execute(db)
  await sql`
    create trigger history_is_not_changed before update or delete on account_events
      for each row execute function refuse_change('the history')`.execute(db)
  await sql`
    create trigger history_is_not_truncated before truncate on account_events
      for each statement execute function refuse_change('the history')`.execute(db)
  await sql`alter table account_events enable always trigger history_is_not_changed`.execute(db)
  await sql`alter table account_events enable always trigger history_is_not_truncated`.execute(db)

  await sql`
    alter table audit_events
      drop constraint audit_events_action_check,
      add constraint audit_events_action_check check (action in (
        'create', 'rename', 'change_description', 'change_scopes', 'change_expiry', 'change_limits', 'change_metadata',
        'rotate', 'start_grace', 'cancel_rotation', 'revoke', 'revoke_repeated')) not valid`.execute(db)
}

import { type Kysely, sql } from 'kysely'

/**
 * The external ID of an account never changes, and sessions of any provider have IDs that are not UUIDs.
 *
 * The trigger covers SQL typed by hand and the embedded database, where keyward owns the tables. A new column beside
 * `session_id` instead of another type: changing the type would rewrite the history.
 */
export async function up(db: Kysely<unknown>) {
  await sql`lock table accounts in access exclusive mode`.execute(db)
  await sql`
    create function keep_account_ids() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp
    as $$
    begin
      raise exception 'the IDs of an account never change' using errcode = 'restrict_violation';
    end $$`.execute(db)
  await sql`
    create trigger account_ids_never_change before update on accounts
      for each row when ((old.id, old.external_id) is distinct from (new.id, new.external_id))
      execute function keep_account_ids()`.execute(db)
  await sql`alter table accounts enable always trigger account_ids_never_change`.execute(db)
  await sql`
    alter table audit_events
      add column session_name text,
      add constraint audit_events_session_name_check check (char_length(session_name) between 1 and 200) not valid`.execute(
    db,
  )
  await sql`insert into upgrades (migration) values ('019-external-ids')`.execute(db)
}

import { type Kysely, sql } from 'kysely'

/**
 * What makes a revocation final: no statement, ours or typed by hand, changes or removes the row of a revoked key,
 * or the history. Freezing `revoked_at` alone would let the digest be moved to a row that is alive. ALWAYS, so that
 * `session_replication_role` does not switch it off either.
 */
export async function up(db: Kysely<unknown>) {
  await sql`
    create function refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception '% on % is refused: % is final', lower(tg_op), tg_table_name, tg_argv[0]
        using errcode = 'restrict_violation';
    end $$`.execute(db)

  await sql`
    create trigger revoked_keys_are_frozen before update or delete on api_keys
      for each row when (old.revoked_at is not null) execute function refuse_change('a revoked key')`.execute(db)
  await sql`
    create trigger keys_are_not_truncated before truncate on api_keys
      for each statement execute function refuse_change('a revoked key')`.execute(db)
  await sql`
    create trigger history_is_not_changed before update or delete on audit_events
      for each row execute function refuse_change('the history')`.execute(db)
  await sql`
    create trigger history_is_not_truncated before truncate on audit_events
      for each statement execute function refuse_change('the history')`.execute(db)

  await sql`alter table api_keys enable always trigger revoked_keys_are_frozen`.execute(db)
  await sql`alter table api_keys enable always trigger keys_are_not_truncated`.execute(db)
  await sql`alter table audit_events enable always trigger history_is_not_changed`.execute(db)
  await sql`alter table audit_events enable always trigger history_is_not_truncated`.execute(db)
}

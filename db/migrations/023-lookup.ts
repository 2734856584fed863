import { type Kysely, sql } from 'kysely'

/**
 * What support and security need to explain a request: the history of plans, as final as that of accounts, and the
 * requests that were rejected lately.
 *
 * Rejected requests are kept for a day and may be lost in a crash, so their table is unlogged: writing them costs no WAL.
 * It has no foreign key, because checking one would lock rows of keys.
 *
 * The indexes by which a key is found from its visible prefix are left to the end of the upgrade (db/late-indexes.ts).
 */
export async function up(db: Kysely<unknown>) {
  await sql`
    create table plan_events (
      id uuid primary key default gen_random_uuid(),
      at timestamptz not null default clock_timestamp(),
      plan text not null references plans (name),
      action text not null check (action ~ '^[a-z_]{1,40}$'),
      actor text not null,
      session_id text,
      reason text,
      details jsonb not null,
      request_id text not null,
      ip inet
    )`.execute(db)
  await sql`create index plan_events_newest_first on plan_events (at desc, id desc)`.execute(db)
  await sql`
    create trigger history_is_not_changed before update or delete on plan_events
      for each row execute function refuse_change('the history')`.execute(db)
  await sql`
    create trigger history_is_not_truncated before truncate on plan_events
      for each statement execute function refuse_change('the history')`.execute(db)
  await sql`alter table plan_events enable always trigger history_is_not_changed`.execute(db)
  await sql`alter table plan_events enable always trigger history_is_not_truncated`.execute(db)

  await sql`
    create unlogged table rejected_requests (
      request_id uuid not null,
      key_id uuid not null,
      at timestamptz not null,
      outcome text not null,
      details jsonb
    )`.execute(db)
  await sql`create index rejected_requests_by_id on rejected_requests (request_id)`.execute(db)
  await sql`create index rejected_requests_of_a_key on rejected_requests (key_id, at)`.execute(db)
  await sql`create index rejected_requests_by_age on rejected_requests (at)`.execute(db)
}

import { type Kysely, sql } from 'kysely'

/**
 * Sessions that a backend starts for its people: by a link, or by a token for the element. The database has only
 * digests of the codes, cookies and tokens.
 *
 * The trigger keeps an ended session ended, and the end of a session where it is, also for SQL typed by hand.
 *
 * The row in `upgrades` holds sessions back: an instance of an earlier release ignores their cookie, so it would act
 * for another session of the same browser.
 */
export async function up(db: Kysely<unknown>) {
  await sql`
    create table portal_sessions (
      id uuid primary key default gen_random_uuid(),
      account_id uuid not null references accounts (id),
      person text not null check (person ~ '^[A-Za-z0-9._:@|+=~-]{1,100}$'),
      label text check (char_length(label) between 1 and 100),
      role text check (role in ('manager', 'member', 'reader')),
      return_url text check (char_length(return_url) between 1 and 2000),
      used_for text not null check (used_for in ('page', 'element')),
      code_digest bytea unique check (octet_length(code_digest) = 32),
      code_expires_at timestamptz,
      digest bytea unique check (octet_length(digest) = 32),
      created_at timestamptz not null default now(),
      created_by text not null,
      entered_at timestamptz,
      expires_at timestamptz not null,
      ended_at timestamptz,
      ended_by text,
      check (expires_at <= created_at + interval '12 hours'),
      check ((code_digest is null) = (code_expires_at is null)),
      check ((used_for = 'page') = (code_digest is not null)),
      check (used_for = 'page' or digest is not null),
      check ((ended_at is null) = (ended_by is null))
    )`.execute(db)
  await sql`create index portal_sessions_by_person on portal_sessions (person, expires_at)`.execute(db)
  await sql`create index portal_sessions_by_expiry on portal_sessions (expires_at)`.execute(db)
  await sql`
    create trigger ended_sessions_stay_ended before update on portal_sessions
      for each row when (old.ended_at is not null and (old.ended_at, old.ended_by, old.digest)
        is distinct from (new.ended_at, new.ended_by, new.digest))
      execute function refuse_change('an ended session')`.execute(db)
  await sql`
    create trigger sessions_are_not_changed before update on portal_sessions
      for each row when ((old.id, old.account_id, old.person, old.role, old.used_for, old.code_digest, old.expires_at)
        is distinct from (new.id, new.account_id, new.person, new.role, new.used_for, new.code_digest, new.expires_at)
        or (old.digest is not null and old.digest is distinct from new.digest))
      execute function refuse_change('a session')`.execute(db)
  await sql`alter table portal_sessions enable always trigger ended_sessions_stay_ended`.execute(db)
  await sql`alter table portal_sessions enable always trigger sessions_are_not_changed`.execute(db)
  await sql`insert into upgrades (migration) values ('021-portal-sessions')`.execute(db)
}

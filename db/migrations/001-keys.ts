import { type Kysely, sql } from 'kysely'

/** Accounts, their windows, their keys, what became of them, and the history. */
export async function up(db: Kysely<unknown>) {
  await sql`
    create table accounts (
      id uuid primary key,
      tier text not null check (tier in ('free', 'pro')),
      created_at timestamptz not null default now()
    )`.execute(db)

  // Rewritten at every admitted request: the free space keeps those updates on the page and out of the index.
  await sql`
    create table usage_windows (
      account_id uuid primary key references accounts,
      minute_start timestamptz not null default 'epoch',
      minute_used integer not null default 0,
      day_start timestamptz not null default 'epoch',
      day_used integer not null default 0
    ) with (fillfactor = 40)`.execute(db)
  await sql`
    create function open_windows() returns trigger language plpgsql as $$
    begin
      insert into usage_windows (account_id) values (new.id);
      return null;
    end $$`.execute(db)
  await sql`
    create trigger every_account_has_windows after insert on accounts
      for each row execute function open_windows()`.execute(db)

  await sql`
    create table api_keys (
      id uuid primary key default gen_random_uuid(),
      account_id uuid not null references accounts,
      name text not null check (char_length(name) between 1 and 100),
      public_id text not null check (public_id ~ '^[0-9A-Za-z]{8}$'),
      last4 text not null check (last4 ~ '^[0-9A-Za-z]{4}$'),
      digest bytea not null unique check (octet_length(digest) = 32),
      created_at timestamptz not null default now(),
      expires_at timestamptz,
      revoked_at timestamptz,
      revoked_by text,
      revocation_reason text check (char_length(revocation_reason) between 1 and 500),
      check ((revoked_at is null) = (revoked_by is null)),
      check (revoked_at is not null or revocation_reason is null)
    )`.execute(db)
  await sql`create index api_keys_newest_first on api_keys (account_id, created_at desc, id desc)`.execute(db)

  // No foreign keys here: their checks would wait for whoever locks a key's row, and a flush waits for nobody.
  await sql`
    create table key_activity (
      key_id uuid primary key,
      last_used_at timestamptz,
      refused_count bigint not null default 0,
      last_refused_at timestamptz
    ) with (fillfactor = 70)`.execute(db)

  await sql`
    create table key_usage (
      key_id uuid not null,
      hour timestamptz not null,
      requests bigint not null,
      primary key (key_id, hour)
    ) with (fillfactor = 70)`.execute(db)

  // No foreign keys: the history outlives whatever it speaks of.
  await sql`
    create table audit_events (
      id uuid primary key default gen_random_uuid(),
      at timestamptz not null default now(),
      account_id uuid not null,
      key_id uuid not null,
      action text not null check (action in ('create', 'rename', 'revoke', 'revoke_repeated')),
      actor text not null,
      session_id uuid not null,
      reason text,
      request_id text not null,
      ip inet not null
    )`.execute(db)
  await sql`create index audit_events_newest_first on audit_events (account_id, at desc, id desc)`.execute(db)
  await sql`create index audit_events_of_a_key on audit_events (key_id, at desc, id desc)`.execute(db)
}

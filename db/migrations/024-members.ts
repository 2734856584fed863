import { type Kysely, sql } from 'kysely'

/**
 * Who may act on the keys of an account, and who made each key.
 *
 * `created_by` has no default and is not filled in for existing keys: the rows of revoked keys are frozen.
 * NOT VALID: api_keys may be large, and no row has a value yet.
 */
export async function up(db: Kysely<unknown>) {
  await sql`
    alter table api_keys
      -- The name of the actor who created the key.
      add column created_by text,
      add constraint api_keys_created_by_check check (char_length(created_by) between 1 and 200) not valid`.execute(db)
  await sql`
    create table members (
      account_id uuid not null references accounts,
      person text not null check (person ~ '^[A-Za-z0-9._:@|+=~-]{1,100}$'),
      -- Null for people who were never added: only their label or departure is known.
      role text check (role in ('manager', 'member', 'reader')),
      -- What people call the person. Stored only here, so that it can be erased.
      label text check (char_length(label) between 1 and 200),
      since timestamptz not null default clock_timestamp(),
      added_by text not null,
      departed_at timestamptz,
      departed_by text,
      reason text,
      primary key (account_id, person),
      check ((departed_at is null) = (departed_by is null))
    )`.execute(db)
  await sql`insert into upgrades (migration) values ('024-members')`.execute(db)
}

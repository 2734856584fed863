import { type Kysely, sql } from 'kysely'

/**
 * Every prefix that new keys have been given. An instance records its own at startup, before it gives the first key, and
 * counts the keys with prefixes that its settings lack.
 *
 * The row in `upgrades` holds back other prefixes: instances of earlier releases reject them without a query.
 */
export async function up(db: Kysely<unknown>) {
  await sql`
    create table key_prefixes (
      prefix text primary key check (prefix ~ '^[A-Za-z0-9_]{1,20}$'),
      first_given_at timestamptz not null default now()
    )`.execute(db)
  await sql`insert into key_prefixes (prefix) values ('sk_live_')`.execute(db)
  await sql`insert into upgrades (migration) values ('018-key-prefixes')`.execute(db)
}

import { type Kysely, sql } from 'kysely'

/** Where a key that was revoked as leaked was found, and by which door we learned of it. */
export async function up(db: Kysely<unknown>) {
  await sql`
    alter table api_keys
      add column leak_door text,
      add column leak_source_url text,
      add column leak_note text`.execute(db)
  await sql`
    alter table api_keys add constraint api_keys_leak_check check (
      (leak_door is null or revoked_at is not null)
      and (leak_door is not null or (leak_source_url is null and leak_note is null))
    ) not valid`.execute(db)
}

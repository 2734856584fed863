import { type Kysely, sql } from 'kysely'

/** Requests with dead keys by the hour, beside those that were admitted. */
export async function up(db: Kysely<unknown>) {
  await sql`alter table key_usage add column rejected bigint not null default 0`.execute(db)
}

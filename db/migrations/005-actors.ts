import { type Kysely, sql } from 'kysely'

/** Not only signed-in people act on keys: whoever is none has no session, and not always an address. */
export async function up(db: Kysely<unknown>) {
  await sql`alter table audit_events alter column session_id drop not null, alter column ip drop not null`.execute(db)
}

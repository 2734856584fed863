import { type Kysely, sql } from 'kysely'

/** The functions of the migrations before; each later one sets its path itself. */
const FUNCTIONS = [
  'open_windows',
  'refuse_change',
  'authorize_requests',
  'authorize_uses',
  'authorize_scoped_uses',
] as const

/**
 * Closes what the role of the instances could still do beside its grants. Functions read the tables of `public`, even
 * on a connection of a pooler where somebody has made temporary tables of the same names: those come last in the path
 * that the functions now have. And no count is below zero, which would let an account exceed its limits.
 *
 * NOT VALID: the tables may be large, and keyward itself has never written such a row.
 */
export async function up(db: Kysely<unknown>) {
  for (const name of FUNCTIONS)
    await sql`alter function ${sql.id(name)} set search_path = pg_catalog, public, pg_temp`.execute(db)
  await sql`
    alter table usage_windows add constraint usage_windows_used_check
      check (minute_used >= 0 and day_used >= 0) not valid`.execute(db)
  await sql`
    alter table key_activity add constraint key_activity_count_check check (refused_count >= 0) not valid`.execute(db)
  await sql`
    alter table key_usage add constraint key_usage_count_check
      check (requests >= 0 and rejected >= 0) not valid`.execute(db)
}

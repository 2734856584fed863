import { type Kysely, sql } from 'kysely'

/**
 * During a rolling upgrade, instances of the release before still decide about uses. What they would judge differently
 * stays closed until the operator has finished the upgrade. One row for each migration that adds such features.
 */
export async function up(db: Kysely<unknown>) {
  await sql`create table upgrades (migration text primary key, finished_at timestamptz)`.execute(db)
  await sql`insert into upgrades (migration) values ('013-upgrades')`.execute(db)
}

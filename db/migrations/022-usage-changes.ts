import { type Kysely, sql } from 'kysely'

/** The tables that count rejected uses, with the suffix of their columns. */
const COUNTING = [
  ['key_activity', '_count'],
  ['key_usage', ''],
] as const

/**
 * Usage for billing: rows of `key_usage` have the account at the time of use and the time of their last change, in
 * steps of 5 minutes (db/usage/flush.ts). Rejected uses are also counted by reason.
 *
 * The counts are null until the first such use, so most rows keep their size. `-infinity` stands for every change by
 * an instance of an earlier release. Neither rewrites the tables. NOT VALID: they may be large, and the columns are new.
 *
 * The index by changes is left to the end of the upgrade (db/late-indexes.ts): on a large table, building it takes
 * minutes, and earlier migrations of the same run may have locked the tables that every use needs.
 */
export async function up(db: Kysely<unknown>) {
  for (const [table, suffix] of COUNTING)
    for (const name of ['limited', 'insufficient', 'out_of_scope', 'blocked']) {
      const column = sql.id(name + suffix)
      await sql`alter table ${sql.id(table)} add column ${column} bigint,
        add constraint ${sql.id(`${table}_${name}_check`)} check (${column} >= 0) not valid`.execute(db)
    }
  await sql`
    alter table key_usage
      add column account_id uuid,
      add column changed_at timestamptz not null default '-infinity'`.execute(db)
  await sql`insert into upgrades (migration) values ('022-usage-changes')`.execute(db)
}

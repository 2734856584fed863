import { type Kysely, sql } from 'kysely'

/** The tables that count rejected uses, with the suffix of their columns. */
const COUNTING = [
  ['key_activity', '_count'],
  ['key_usage', ''],
] as const

/** 64 MB in pages of 8 kB: half a million rows, indexed in about a second. */
const SMALL_PAGES = 8_192

/**
 * Usage for billing: rows of `key_usage` have the account at the time of use and the time of their last change, in
 * steps of 5 minutes (db/usage/flush.ts). Rejected uses are also counted by reason.
 *
 * The counts are null until the first such use, so most rows keep their size. `-infinity` stands for every change by
 * an instance of an earlier release. Neither rewrites the tables. NOT VALID: they may be large, and the columns are new.
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
  await indexIfSmall(db)
}

/**
 * Writing waits while this index is built, as do uses if an earlier migration of the same run has locked their tables.
 * For a large table, finishing the upgrade builds it while instances write (db/usage/change-index.ts).
 */
async function indexIfSmall(db: Kysely<unknown>) {
  const { rows } = await sql<{ pages: string }>`
    select pg_relation_size('key_usage') / current_setting('block_size')::int as pages`.execute(db)
  if (Number(rows[0]?.pages) > SMALL_PAGES) return
  await sql`create index key_usage_changes on key_usage (changed_at, hour, key_id)`.execute(db)
}

import { type Kysely, sql, type Transaction } from 'kysely'
import { ensureLateIndexes } from './late-indexes.ts'
import { APPLICATION_NAME } from './release.ts'
import type { Tables } from './tables.ts'

/**
 * A rolling upgrade, in steps: (1) the first new instance, or `npm run migrate`, migrates; (2) old and new instances
 * serve side by side, and the new ones accept no change that an old one would judge differently; (3) the last old
 * instance stops; (4) `npm run migrate -- --finish` opens the features and closes the functions that only earlier
 * releases call, in one transaction. So no instance of an earlier release ever decides about a use by other terms.
 */

/** The SQL functions with which earlier releases decide uses, and which this one never calls. */
const EARLIER_FUNCTIONS = [
  'authorize_requests',
  'authorize_uses',
  'authorize_scoped_uses',
  'decide_uses',
  'decide_by_plan',
]

/**
 * An instance of an earlier release answers 503 for this error: the class means that the server takes no connections.
 * Without the function, it would get "function does not exist", for which it answers 500.
 */
const CLOSED = `begin
  raise exception 'this instance is of an earlier release than the database: replace it'
    using errcode = 'cannot_connect_now';
end`

/**
 * Whether the features of every migration are open: no instance of an earlier release can decide about uses.
 * @param upTo the last migration that matters; later ones belong to an upgrade to a later release
 */
export async function isFinished(db: Kysely<Tables>, upTo?: string): Promise<boolean> {
  const unfinished = await db
    .selectFrom('upgrades')
    .select('migration')
    .where('finished_at', 'is', null)
    .$if(upTo !== undefined, open => open.where('migration', '<=', upTo as string))
    .execute()
  return unfinished.length === 0
}

/** A change that instances of an earlier release would judge differently. Clients get a 409 `upgrade_unfinished`. */
export class UpgradeUnfinished extends Error {}

/**
 * Called in the transaction that makes such a change.
 * @param upTo as for `isFinished`
 * @throws UpgradeUnfinished until the upgrade is finished
 */
export async function requireFinished(trx: Transaction<Tables>, upTo?: string) {
  if (!(await isFinished(trx, upTo))) throw new UpgradeUnfinished('the change waits for `npm run migrate -- --finish`')
}

/** @throws an error that names the connections of other releases, if there are any; then nothing has changed */
export async function finishUpgrade(db: Kysely<Tables>) {
  const { rows } = await sql<{ name: string; connections: number }>`
    select application_name as name, count(*)::int as connections from pg_stat_activity
    where datname = current_database() and application_name ~ '^keyward(/|$)' and application_name <> ${APPLICATION_NAME}
    group by 1 order by 1`.execute(db)
  if (rows.length > 0) {
    const seen = rows.map(({ name, connections }) => `${name} (${connections})`)
    throw new Error(`instances of another release are connected: ${seen.join(', ')}; stop them first`)
  }
  await openFeatures(db)
}

/**
 * Opens the features without looking for instances of earlier releases: for a database that has just been made, and
 * for the embedded one, which only one process can have open.
 */
export async function openFeatures(db: Kysely<Tables>) {
  await ensureLateIndexes(db)
  await db.transaction().execute(async trx => {
    const { numUpdatedRows } = await trx
      .updateTable('upgrades')
      .set({ finished_at: sql`now()` })
      .where('finished_at', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows > 0n) await closeEarlierFunctions(trx)
  })
}

async function closeEarlierFunctions(trx: Transaction<Tables>) {
  const { rows } = await sql<{ text: string }>`
    select format('create or replace function public.%I(%s) returns %s language plpgsql
      set search_path = pg_catalog, public, pg_temp as %L', proname, pg_get_function_arguments(oid),
      pg_get_function_result(oid), ${CLOSED}::text) as text
    from pg_proc where pronamespace = 'public'::regnamespace and proname = any (${EARLIER_FUNCTIONS})`.execute(trx)
  for (const { text } of rows) await sql.raw(text).execute(trx)
}

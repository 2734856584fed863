import { type Kysely, sql } from 'kysely'
import type { UsageCursor } from '../../schemas/usage-change.ts'
import type { Tables } from '../tables.ts'
import { UpgradeUnfinished } from '../upgrade.ts'

/**
 * Reading usage by the time of its last change, so that no row is lost, whenever it commits.
 *
 * A reader goes through the rows in passes. A *pass* reads the rows in the order of `changed_at`, from a *start* to the
 * end. A row that is written again moves forward in this order, so it is read again. Two things could lose a row: a
 * transaction that sets a time and commits after the pass has gone by, and a change within the 5 minutes of one
 * `changed_at`. Hence the next pass starts where rows can still change, and reads them again:
 *
 * 1. When a pass begins, it makes a *mark*: the time, and the ID of its transaction.
 * 2. A writer gets its transaction ID before it reads the clock (flush.ts). So a writer with a time before the mark has
 *    a lower ID than the mark.
 * 3. Once a later pass begins and every transaction with a lower ID has ended, it sees all rows from before the mark.
 *    The pass after it may start at the mark. Until then, each pass starts where the last one did.
 *
 * A transaction that stays open, even one that waits for a standby for hours, makes readers read rows again, and never
 * skip one. The cursor carries start and mark, so keyward stores nothing about its readers.
 */

/** The last migration that the order depends on. */
const MIGRATION = '022-usage-changes'

/** The database's clock may be set back by this, for example in a failover, without the loss of a row. */
const CLOCK = sql`interval '1 minute'`

const NIL = '00000000-0000-0000-0000-000000000000'

/** A usage row for billing. */
export interface UsageChange {
  hour: Date
  /** The ID that clients see. */
  account_id: string
  key_id: string
  requests: number
  units: number
  rejected: number
  limited: number
  insufficient: number
  out_of_scope: number
  blocked: number
}

/**
 * Reads the next page, of at most `limit` rows.
 * @param from the cursor of the page before, or the time from which a new reader wants changes; undefined for all rows.
 *   What instances of the release before have written counts as changed when the upgrade was finished
 * @returns `more` if the pass goes on, so that the next page is ready now
 * @throws UpgradeUnfinished while such an instance may still write
 */
export async function readChanges(db: Kysely<Tables>, from: UsageCursor | Date | undefined, limit: number) {
  const cursor = from === undefined || from instanceof Date ? await newReader(db, from) : from
  const pass = cursor.after ? { after: cursor.after, next: cursor } : await beginPass(db, cursor)
  const rows = await rowsAfter(db, pass.after, limit + 1)
  const page = rows.slice(0, limit)
  const more = rows.length > limit
  const last = page.at(-1)
  const after = more && last ? { changedAt: last.changed, hour: Number(last.hour) / 1000, keyId: last.key_id } : null
  return { rows: page.map(({ changed: _, ...row }): UsageChange => row), more, next: { ...pass.next, after } }
}

/** A cursor from which the first pass starts. Its mark lies before all transactions. */
async function newReader(db: Kysely<Tables>, since: Date | undefined): Promise<UsageCursor> {
  const { rows } = await sql<{ start: number | null }>`
    select extract(epoch from date_bin('5 minutes', ${since ?? null}::timestamptz, 'epoch'))::float8
        as start from public.upgrades
    where migration = ${MIGRATION} and ${since ?? null}::timestamptz > finished_at`.execute(db)
  return { start: rows[0]?.start ?? null, mark: null, after: null }
}

/** Steps 1 and 3. A mark that no transaction has reached is from another server, before a restore: it is replaced. */
async function beginPass(db: Kysely<Tables>, { start, mark }: UsageCursor) {
  const { rows } = await sql<NonNullable<UsageCursor['mark']> & { open: boolean; ended: boolean; foreign: boolean }>`
    select extract(epoch from date_bin('5 minutes', now() - ${CLOCK}, 'epoch'))::float8 as at,
      pg_current_xact_id()::text as xid,
      coalesce(pg_snapshot_xmin(pg_current_snapshot()) >= ${mark?.xid ?? null}::text::xid8, false) as ended,
      coalesce(pg_current_xact_id() <= ${mark?.xid ?? null}::text::xid8, true) as foreign,
      finished_at is not null as open
    from public.upgrades where migration = ${MIGRATION}`.execute(db)
  const [pass] = rows
  if (!pass?.open) throw new UpgradeUnfinished('instances of the release before do not record changes')
  const next = {
    start: mark && pass.ended ? mark.at : start,
    mark: mark === null || pass.ended || pass.foreign ? { at: pass.at, xid: pass.xid } : mark,
  }
  return { after: { changedAt: start, hour: null, keyId: NIL }, next }
}

const moment = (seconds: number | null) => sql`coalesce(to_timestamp(${seconds}::float8), '-infinity')`

/** Looks accounts up row by row: a join could read all of them for a page, if the planner preferred that. */
async function rowsAfter(
  db: Kysely<Tables>,
  { changedAt, hour, keyId }: NonNullable<UsageCursor['after']>,
  limit: number,
) {
  const { rows } = await sql<UsageChange & { changed: number | null }>`
    select u.hour,
      coalesce((select external_id from public.accounts where id = u.account), u.account::text) as account_id, u.key_id,
      u.requests::float8 as requests, (u.requests + u.extra_units)::float8 as units, u.rejected::float8 as rejected,
      coalesce(u.limited, 0)::float8 as limited, coalesce(u.insufficient, 0)::float8 as insufficient,
      coalesce(u.out_of_scope, 0)::float8 as out_of_scope, coalesce(u.blocked, 0)::float8 as blocked,
      case when isfinite(u.changed_at) then extract(epoch from u.changed_at)::float8 end as changed
    from (
      select *, coalesce(u.account_id, (select account_id from public.api_keys where id = u.key_id)) as account
      from public.key_usage u
      where (u.changed_at, u.hour, u.key_id) > (${moment(changedAt)}, ${moment(hour)}, ${keyId}::uuid)
      order by u.changed_at, u.hour, u.key_id limit ${limit}
    ) u
    order by u.changed_at, u.hour, u.key_id`.execute(db)
  return rows
}

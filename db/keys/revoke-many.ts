import { type Kysely, sql } from 'kysely'
import type { Actor } from '../../auth/actor.ts'
import { restSince } from '../../enforcement/rest.ts'
import type { Tables } from '../tables.ts'
import { changeKeys, inOrder, type Selection } from './change.ts'
import { type Revocation, revocation } from './revoke.ts'
import { among } from './selection.ts'

/** A statement with so many takes some milliseconds, in which uses of other keys wait for a processor. */
const KEYS_A_BATCH = 50
/** How many keys a preview shows. */
const MOST_USED = 10

/**
 * Revokes keys in one statement: all of them or none. Rows are locked in the order of their ids, so that two such
 * statements wait for each other instead of for ever. As with one key, a repeat is recorded and changes nothing.
 * @returns the first revocation of each key of the selection
 */
export async function revokeKeys(
  db: Kysely<Tables>,
  selection: Selection,
  { actor, reason }: { actor: Actor; reason: string | null },
): Promise<Revocation[]> {
  return changeKeys(inOrder(db, selection), selection, {
    held: sql`k.id in (select id from mine)`,
    set: { revoked_at: sql<Date>`now()`, revoked_by: actor.name, revocation_reason: reason },
    action: 'revoke',
    repeated: 'revoke_repeated',
    actor,
    reason,
  })
    .selectFrom(revocation)
    .selectAll()
    .execute()
}

/**
 * Revokes keys batch by batch, each as a whole, with a rest after each.
 * @param until when to begin no further batch, by `performance.now()`
 * @param report called with each batch once it is committed; awaited, and an error ends the run
 * @returns whether all keys were reached
 */
export async function revokeInBatches(
  db: Kysely<Tables>,
  selection: Selection,
  { change, until }: { change: { actor: Actor; reason: string | null }; until: number },
  report: (revocations: Revocation[]) => Promise<void>,
): Promise<boolean> {
  let after = NO_ID
  while (performance.now() <= until) {
    const ids = await nextIds(db, selection, after)
    const begun = performance.now()
    if (ids.length > 0) await report(await revokeKeys(db, among(selection, ids), change))
    await restSince(begun)
    if (ids.length < KEYS_A_BATCH) return true
    after = ids.at(-1) as string
  }
  return false
}

/** Before every other. */
const NO_ID = '00000000-0000-0000-0000-000000000000'

/** The next keys of a selection in the order of their ids; however many there are, only these are held in memory. */
async function nextIds(db: Kysely<Tables>, selection: Selection, after: string): Promise<string[]> {
  const keys = db.selectFrom('api_keys as k').select('k.id').where(selection).where('k.id', '>', after)
  const rows = await keys.orderBy('k.id').limit(KEYS_A_BATCH).execute()
  return rows.map(({ id }) => id)
}

/** What revoking the keys would do: how many it would meet, and which of them are used. */
export async function previewRevocation(db: Kysely<Tables>, selection: Selection) {
  const revoked = sql<number>`count(*) filter (where k.revoked_at is null)::int`.as('revoked')
  const before = sql<number>`count(k.revoked_at)::int`.as('already_revoked')
  const keys = db.selectFrom('api_keys as k').where(selection)
  const counts = await keys.select([revoked, before]).executeTakeFirstOrThrow()
  return { counts, most_used: await mostUsed(db, selection) }
}

/** The keys alive with the most admitted requests in the last week; unused ones are left out. */
function mostUsed(db: Kysely<Tables>, selection: Selection) {
  const since = (days: number) => sql<boolean>`u.hour > now() - make_interval(days => ${days}::int)`
  const requests = sql<number>`sum(u.requests)::float8`
  return db
    .selectFrom('api_keys as k')
    .innerJoin('key_usage as u', 'u.key_id', 'k.id')
    .select(['k.id', 'k.name', requests.as('requests_last_week')])
    .select(sql<number>`coalesce(sum(u.requests) filter (where ${since(1)}), 0)::float8`.as('requests_last_day'))
    .where(selection)
    .where('k.revoked_at', 'is', null)
    .where(since(7))
    .where(sql<boolean>`u.requests > 0`)
    .groupBy(['k.id', 'k.name'])
    .orderBy(requests, 'desc')
    .orderBy('k.id')
    .limit(MOST_USED)
    .execute()
}

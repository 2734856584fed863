import { type Kysely, sql, type Transaction } from 'kysely'
import type { Actor } from '../../auth/actor.ts'
import type { Suspension } from '../../schemas/recorded-line.ts'
import type { Tier } from '../../schemas/tier.ts'
import { DURABLY } from '../keys/revoke.ts'
import type { Tables } from '../tables.ts'
import { recordAccountEvent } from './account-events.ts'

export type SuspensionOutcome = 'suspended' | 'lifted' | 'unchanged'

/**
 * Restores whether accounts are suspended, from lines that this database has lost. A line older than the account's last
 * change leaves it as it is, and a later one is recorded even if it finds the same state: a line in between may follow,
 * from another log. At equal times, the account is suspended. All lines take effect or none.
 * @param lines at most one per account
 * @returns one outcome per line
 */
export function replaySuspensions(db: Kysely<Tables>, lines: readonly Suspension[], actor: Actor) {
  const inOrder = lines.toSorted((a, b) => (a.account_id < b.account_id ? -1 : 1))
  return db.transaction().execute(async trx => {
    await sql`select ${sql.raw(DURABLY)}`.execute(trx)
    const outcomes: SuspensionOutcome[] = []
    for (const line of inOrder) outcomes.push(await replay(trx, line, actor))
    return outcomes
  })
}

async function replay(trx: Transaction<Tables>, line: Suspension, actor: Actor): Promise<SuspensionOutcome> {
  const { account_id: id, suspended, at, by, reason } = line
  if (suspended) await createMissing(trx, line)
  const old = await trx
    .selectFrom('accounts')
    .select(['suspended_at', isOutdated(line).as('isOutdated')])
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!old || old.isOutdated) return 'unchanged'
  const to = suspended ? at : null
  await trx
    .updateTable('accounts')
    .set({ suspended_at: to, suspension_set_at: at, suspension_set_by: by, suspension_reason: reason })
    .where('id', '=', id)
    .execute()
  const details = { suspended_at: { from: old.suspended_at, to } }
  const action = suspended ? 'suspend' : 'lift_suspension'
  await recordAccountEvent(trx, id, { actor, reason: 'replayed from the log' }, { action, details })
  return suspended ? 'suspended' : 'lifted'
}

/** Otherwise the account's next session would create it, and it would not be suspended. */
const createMissing = (trx: Transaction<Tables>, { account_id, external_id }: Suspension) =>
  trx
    .insertInto('accounts')
    .values({ id: account_id, external_id, tier: sql<Tier>`(select name from public.plans where is_default)` })
    .onConflict(on => on.doNothing())
    .execute()

/** Whether the row has this change or a later one. */
const isOutdated = ({ at, suspended }: Suspension) => {
  const last = sql`coalesce(suspension_set_at, suspended_at, '-infinity')`
  return sql<boolean>`${last} > ${at}::timestamptz
    or (${last} = ${at}::timestamptz and (suspended_at is not null or not ${suspended}::boolean))`
}

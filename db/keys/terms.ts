import { sql, type Transaction } from 'kysely'
import type { OwnLimits } from '../../schemas/limits.ts'
import type { By } from '../history/account-events.ts'
import type { Tables } from '../tables.ts'
import { requireFinished } from '../upgrade.ts'
import { changeKeys, keyOfAccount } from './change.ts'
import { ownLimits } from './columns.ts'

/** What operators and services set on a key, and its holder cannot. Undefined: unchanged. */
export interface Terms {
  /** Null: none. */
  limits: OwnLimits | null | undefined
  /** As JSON. */
  metadata: string | null | undefined
}

/**
 * Sets a key's own limits and metadata, with an event for each that differs. The caller holds the key's row, so the old
 * values in the events are true.
 *
 * The limits are in two rows: `api_keys.limited`, by which the authorize statement decides whether to look, and the row
 * of key_windows. One transaction writes both, so a statement that sees the first also sees the second, which it reads
 * with a newer snapshot. A statement that began before does not look, and admits the key by its account's limits alone;
 * its requests started before this change was answered. So no lock of the account's windows is needed, and a use never
 * waits for this transaction longer than for the row of key_windows, which is written last.
 * @throws UpgradeUnfinished
 */
export async function setTerms(
  trx: Transaction<Tables>,
  { limits, metadata, ...key }: Terms & { accountId: string; keyId: string },
  by: By,
) {
  if (limits) await requireFinished(trx)
  if (metadata !== undefined) await setMetadata(trx, { ...key, metadata }, by)
  if (limits !== undefined) await setLimits(trx, { ...key, limits }, by)
}

async function setMetadata(
  trx: Transaction<Tables>,
  { accountId, keyId, metadata }: { accountId: string; keyId: string; metadata: string | null },
  by: By,
) {
  await changeKeys(trx, keyOfAccount(accountId, keyId), {
    onlyIf: sql<boolean>`k.metadata is distinct from ${metadata}::jsonb`,
    set: { metadata },
    action: 'change_metadata',
    details: sql`(select jsonb_build_object('metadata', jsonb_build_object(
      'from', s.metadata, 'to', keys.metadata)) from subject s)`,
    ...by,
  })
    .selectFrom('changed')
    .select('id')
    .execute()
}

async function setLimits(
  trx: Transaction<Tables>,
  { accountId, keyId, limits }: { accountId: string; keyId: string; limits: OwnLimits | null },
  by: By,
) {
  const to = limits && JSON.stringify(limits)
  const changed = await changeKeys(trx, keyOfAccount(accountId, keyId), {
    onlyIf: sql<boolean>`${ownLimits('k')} is distinct from ${to}::jsonb`,
    set: { limited: limits !== null },
    action: 'change_limits',
    details: sql`(select jsonb_build_object('limits', jsonb_build_object(
      'from', ${ownLimits('s')}, 'to', ${to}::jsonb)) from subject s)`,
    ...by,
  })
    .selectFrom('changed')
    .select('id')
    .execute()
  if (changed.length === 0) return
  // The instances' role deletes nothing, so a row stays without limits. It still has what was counted in it.
  const { minute = null, day = null, month = null } = limits ?? {}
  const columns = { minute_limit: minute, day_limit: day, month_limit: month }
  await trx
    .insertInto('key_windows')
    .values({ key_id: keyId, ...columns })
    .onConflict(on => on.column('key_id').doUpdateSet(columns))
    .execute()
}

const WINDOWS = [
  'minute_limit',
  'day_limit',
  'month_limit',
  'minute_start',
  'minute_used',
  'day_start',
  'day_used',
  'month_before',
] as const

/**
 * Gives a successor the limits of the key that it replaces, and what has been used of them, so that a rotation does not
 * start a second allowance. Waits for a batch that is counting with the old key.
 */
export async function inheritLimits(trx: Transaction<Tables>, { from, to }: { from: string; to: string }) {
  await trx
    .insertInto('key_windows')
    .columns(['key_id', ...WINDOWS])
    .expression(old =>
      old
        .selectFrom('key_windows')
        .select(sql<string>`${to}::uuid`.as('key_id'))
        .select(WINDOWS)
        .where('key_id', '=', from)
        .forUpdate(),
    )
    .execute()
}

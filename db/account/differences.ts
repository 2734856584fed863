import { sql, type Transaction } from 'kysely'
import { NotAccepted } from '../not-accepted.ts'
import type { Tables } from '../tables.ts'

/** The fields that change, with their old and new values; null if none does. */
export function differences(fields: Record<string, [from: unknown, to: unknown]>) {
  const changed = Object.entries(fields).filter(([, [from, to]]) => JSON.stringify(from) !== JSON.stringify(to))
  return changed.length === 0 ? null : Object.fromEntries(changed.map(([name, [from, to]]) => [name, { from, to }]))
}

/** @throws NotAccepted for an end that has already come */
export async function requireFuture(trx: Transaction<Tables>, field: string, until: Date) {
  const { rows } = await sql<{ isPast: boolean }>`select ${until}::timestamptz <= now() as "isPast"`.execute(trx)
  if (rows[0]?.isPast) throw new NotAccepted(field, 'must be in the future')
}

import { type Kysely, sql, type Transaction } from 'kysely'
import type { Actor } from '../../auth/actor.ts'
import type { Pause } from '../../schemas/recorded-line.ts'
import { changeKeys, type Subject } from '../keys/change.ts'
import { DURABLY } from '../keys/revoke.ts'
import type { Tables } from '../tables.ts'

type Outcome = 'paused' | 'resumed' | 'unchanged' | 'unknown'

/**
 * Restores whether keys are paused, from lines that this database has lost. Revoked keys stay unchanged. A line older
 * than the key's last change leaves it as it is, and a later one is recorded even if it finds the same state: a line in
 * between may follow, from another log. At equal times, the key is paused. A line applies to a key only if both id and
 * digest match. All lines take effect or none.
 * @param lines at most one per key
 * @returns one outcome per line, with its key
 */
export function replayPauses(db: Kysely<Tables>, lines: readonly Pause[], actor: Actor) {
  const inOrder = lines.toSorted((a, b) => a.key_id.localeCompare(b.key_id))
  return db.transaction().execute(async trx => {
    await sql`select ${sql.raw(DURABLY)}`.execute(trx)
    const outcomes: { keyId: string; outcome: Outcome }[] = []
    for (const line of inOrder) outcomes.push({ keyId: line.key_id, outcome: await replay(trx, line, actor) })
    return outcomes
  })
}

async function replay(trx: Transaction<Tables>, line: Pause, actor: Actor): Promise<Outcome> {
  const { key_id, digest, at, by, paused, reason } = line
  const subject: Subject = sql`k.id = ${key_id}::uuid and k.digest = decode(${digest}, 'hex')`
  const last = sql`coalesce(k.pause_set_at, k.paused_at, '-infinity')`
  const found = await changeKeys(trx, subject, {
    onlyIf: sql`(${last} < ${at}::timestamptz
      or (${last} = ${at}::timestamptz and ${paused}::boolean and k.paused_at is null))`,
    set: { paused_at: paused ? at : null, pause_set_at: at, pause_set_by: by, pause_reason: reason },
    action: paused ? 'pause' : 'resume',
    details: sql`(select jsonb_build_object('paused_at', jsonb_build_object(
      'from', s.paused_at, 'to', keys.paused_at)) from subject s)`,
    actor,
    reason: 'replayed from the log',
  })
    .selectFrom('subject as s')
    .leftJoin('changed as c', 'c.id', 's.id')
    .select(sql<boolean>`c.id is not null`.as('changed'))
    .executeTakeFirst()
  if (!found) return 'unknown'
  if (!found.changed) return 'unchanged'
  return paused ? 'paused' : 'resumed'
}

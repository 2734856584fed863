import { type Kysely, sql } from 'kysely'
import type { Actor } from '../../auth/actor.ts'
import type { Revoked } from '../../schemas/recorded-line.ts'
import { changeKeys, lockedInOrder } from '../keys/change.ts'
import { DURABLY } from '../keys/revoke.ts'
import type { Tables } from '../tables.ts'

interface RevocationLine {
  id: string
  digest: Buffer
  at: Date
  by: string
  reason: string | null
}

/**
 * Repeats revocations that this database has lost, with their original time, actor and reason. A line applies to a key
 * only if both id and digest match, so a line of another database changes nothing. All lines take effect or none.
 * @param lines at most one per key
 * @returns one outcome per line, with its key
 */
export function replayRevocations(db: Kysely<Tables>, lines: readonly Revoked[], actor: Actor) {
  const line = sql<RevocationLine>`(select id, decode(digest, 'hex') as digest, at, by, reason from unnest(
    ${lines.map(line => line.key_id)}::uuid[], ${lines.map(line => line.digest)}::text[],
    ${lines.map(line => line.at)}::timestamptz[], ${lines.map(line => line.by)}::text[],
    ${lines.map(line => line.reason)}::text[]
  ) as l (id, digest, at, by, reason))`
  const fact = <T>(name: 'at' | 'by' | 'reason') =>
    sql<T>`(select ${sql.ref(name)} from line where (id, digest) = (k.id, k.digest))`
  const subject = sql<boolean>`(k.id, k.digest) in (select id, digest from line)`
  return changeKeys(
    lockedInOrder(
      db.with('line', () => line),
      subject,
    ),
    subject,
    {
      onlyIf: sql`k.id in (select id from locked)`,
      set: {
        revoked_at: fact<Date>('at'),
        revoked_by: fact<string>('by'),
        revocation_reason: fact<string | null>('reason'),
      },
      action: 'revoke',
      actor,
      reason: 'replayed from the log',
    },
  )
    .selectFrom(
      sql<{ keyId: string; outcome: 'revoked' | 'already_revoked' | 'unknown' }>`(
        select line.id as "keyId", ${sql.raw(DURABLY)} as durable, case
          when c.id is not null then 'revoked' when s.id is not null then 'already_revoked' else 'unknown' end as outcome
        from line left join subject s on (s.id, s.digest) = (line.id, line.digest) left join changed c on c.id = s.id
      )`.as('replayed'),
    )
    .select(['keyId', 'outcome'])
    .execute()
}

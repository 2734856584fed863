import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Actor } from '../../auth/actor.ts'
import type { Restriction } from '../../schemas/recorded-line.ts'
import { changeKeys, lockedInOrder } from '../keys/change.ts'
import { DURABLY } from '../keys/revoke.ts'
import type { Tables } from '../tables.ts'

interface RestrictionLine {
  id: string
  digest: Buffer
  expires_at: Date | null
  scopes: string[] | null
}

const ofLine = <T>(expression: RawBuilder<T>) =>
  sql<T>`(select ${expression} from line where (line.id, line.digest) = (k.id, k.digest))`

/** Never later than the key's present expiry. */
const expiry = ofLine(sql<Date | null>`least(k.expires_at, line.expires_at)`)
/** Times in the log have milliseconds, so a key that expires within the same millisecond stays unchanged. */
const isSooner = ofLine(
  sql<boolean>`coalesce(line.expires_at < date_trunc('milliseconds', k.expires_at), line.expires_at is not null)`,
)
/** Only scopes that the key has now. Null means all scopes. */
const scopes = ofLine(sql<string[] | null>`case
  when k.scopes is null or line.scopes is null then coalesce(k.scopes, line.scopes)
  else array(select scope from unnest(line.scopes) with ordinality as recorded (scope, at)
    where scope = any (k.scopes) order by at) end`)
const isNarrower = ofLine(sql<boolean>`coalesce(not k.scopes <@ line.scopes, line.scopes is not null)`)

/**
 * Restores expiries and scopes that this database has lost. Revoked keys stay unchanged. A line applies to a key only
 * if both id and digest match. All lines take effect or none.
 * @param lines at most one per key
 * @returns one outcome per line, with its key
 */
export function replayRestrictions(db: Kysely<Tables>, lines: readonly Restriction[], actor: Actor) {
  const line = sql<RestrictionLine>`(select id, decode(digest, 'hex') as digest, expires_at, scopes
    from jsonb_to_recordset(${JSON.stringify(lines.map(({ key_id: id, ...rest }) => ({ id, ...rest })))}::jsonb)
      as line (id uuid, digest text, expires_at timestamptz, scopes text[]))`
  const subject = sql<boolean>`(k.id, k.digest) in (select id, digest from line)`
  const locked = (trx: Kysely<Tables>) =>
    lockedInOrder(
      trx.with('line', () => line),
      subject,
    )
  const isLocked = sql<boolean>`k.id in (select id from locked)`
  const change = { actor, reason: 'replayed from the log' }
  return db.transaction().execute(async trx => {
    const shortened = await changeKeys(locked(trx), subject, {
      ...change,
      onlyIf: sql`${isLocked} and ${isSooner}`,
      set: { expires_at: expiry },
      action: 'change_expiry',
      details: fromTo('expires_at'),
    })
      .selectFrom('changed')
      .select('id')
      .execute()
    const changed = shortened.map(({ id }) => id)
    return changeKeys(locked(trx), subject, {
      ...change,
      onlyIf: sql`${isLocked} and ${isNarrower}`,
      set: { scopes },
      action: 'change_scopes',
      details: fromTo('scopes'),
    })
      .selectFrom(
        sql<{ keyId: string; outcome: 'restricted' | 'already_restricted' | 'unknown' }>`(
          select line.id as "keyId", ${sql.raw(DURABLY)} as durable, case
            when s.id is null then 'unknown' when c.id is not null or s.id = any (${changed}::uuid[]) then 'restricted'
            else 'already_restricted' end as outcome
          from line left join subject s on (s.id, s.digest) = (line.id, line.digest) left join changed c on c.id = s.id
        )`.as('replayed'),
      )
      .select(['keyId', 'outcome'])
      .execute()
  })
}

const fromTo = (column: 'expires_at' | 'scopes') =>
  sql`jsonb_build_object(${sql.lit(column)}, jsonb_build_object(
    'from', (select s.${sql.ref(column)} from subject s where s.id = keys.id), 'to', keys.${sql.ref(column)}))`

import { type Kysely, sql } from 'kysely'
import type { Actor } from '../../auth/actor.ts'
import { type Leak, reasonOf } from '../../leaks/leak.ts'
import { recordEvents } from '../history/record.ts'
import type { Tables } from '../tables.ts'
import { changeKeys, keyOfAccount, lockedInOrder, type Subject } from './change.ts'
import { type Revoking, repeatedIf, revocationUnless } from './revoke.ts'
import { type Revocation, Unannounced } from './unannounced.ts'

/** A leak of the key with this digest: SHA-256, in hex. */
export interface LeakedKey extends Leak {
  digest: string
}

interface ReportedLeak {
  digest: Buffer
  reported_by: string
  source_url: string | null
  note: string | null
  reason: string
}

/**
 * Revokes the keys among leaked credentials, in one statement. A key that is already revoked stays unchanged and gets
 * no event, because anyone can report a key any number of times.
 * @param leaks with distinct digests
 * @returns the first revocation of each key that is or was revoked
 */
export async function revokeLeaked(
  db: Kysely<Tables>,
  leaks: readonly LeakedKey[],
  actor: Actor,
): Promise<Unannounced<Revocation[]>> {
  const leak = sql<ReportedLeak>`(select decode(digest, 'hex') as digest, reported_by, source_url, note, reason from unnest(
    ${leaks.map(({ digest }) => digest)}::text[], ${leaks.map(({ reportedBy }) => reportedBy)}::text[],
    ${leaks.map(({ sourceUrl }) => sourceUrl)}::text[], ${leaks.map(({ note }) => note)}::text[],
    ${leaks.map(reasonOf)}::text[]) as l (digest, reported_by, source_url, note, reason))`
  const subject: Subject = sql`k.digest in (select digest from leak)`
  const fact = <T>(name: keyof ReportedLeak) => sql<T>`(select ${sql.ref(name)} from leak where leak.digest = k.digest)`
  const revocations = await changeKeys(
    lockedInOrder(
      db.with('leak', () => leak),
      subject,
    ),
    subject,
    {
      onlyIf: sql`k.id in (select id from locked)`,
      set: {
        revoked_at: sql<Date>`now()`,
        revoked_by: actor.name,
        revocation_reason: fact<string>('reason'),
        leak_door: fact<string>('reported_by'),
        leak_source_url: fact<string | null>('source_url'),
        leak_note: fact<string | null>('note'),
      },
      action: 'revoke',
      details: sql`jsonb_build_object('leak', jsonb_build_object(
      'door', keys.leak_door, 'source_url', keys.leak_source_url, 'note', keys.leak_note))`,
      actor,
      reason: sql<string>`keys.revocation_reason`,
    },
  )
    .selectFrom(revocationUnless(sql`false`))
    .selectAll()
    .execute()
  return new Unannounced(revocations, revocations)
}

/**
 * Revokes a key that its account reports as leaked; otherwise the same as `revokeKey`.
 * @returns undefined if the account has no such key
 */
export async function revokeOwnLeaked(
  db: Kysely<Tables>,
  { accountId, keyId }: { accountId: string; keyId: string },
  leak: Leak,
  { actor, recorded = true }: Omit<Revoking, 'reason'>,
): Promise<Unannounced<Revocation> | undefined> {
  const { reportedBy, sourceUrl, note } = leak
  const reason = reasonOf(leak)
  const details = sql`jsonb_build_object('leak', jsonb_build_object(
    'door', ${reportedBy}::text, 'source_url', ${sourceUrl}::text, 'note', ${note}::text))`
  const change = changeKeys(db, keyOfAccount(accountId, keyId), {
    set: {
      revoked_at: sql<Date>`now()`,
      revoked_by: actor.name,
      revocation_reason: reason,
      leak_door: reportedBy,
      leak_source_url: sourceUrl,
      leak_note: note,
    },
    action: 'revoke',
    details,
    actor,
    reason,
  })
  const repeat = { actor, action: 'revoke_repeated', reason, details } as const
  const row = await change
    .with('repetition', qc => recordEvents(qc, repeatedIf(sql`${recorded}::boolean`), repeat))
    .selectFrom(revocationUnless(sql`not ${recorded}::boolean`))
    .selectAll()
    .executeTakeFirst()
  return row && new Unannounced(row, [row])
}

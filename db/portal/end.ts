import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely'
import { type By, recordAccountEvent } from '../history/account-events.ts'
import { DURABLY } from '../keys/revoke.ts'
import type { Tables } from '../tables.ts'

/** The sessions to end, as a condition on `portal_sessions as s`. */
type Subject = RawBuilder<boolean>

export const withId = (id: string): Subject => sql<boolean>`s.id = ${id}`
/** The sessions of a person that have not expired, of all accounts or of one. */
export const ofPerson = (person: string, accountId?: string): Subject =>
  sql<boolean>`s.person = ${person} and s.expires_at > now()${accountId === undefined ? sql`` : sql` and s.account_id = ${accountId}`}`

/** All sessions that can still be used. */
export const open: Subject = sql<boolean>`s.ended_at is null and s.expires_at > now()`

interface Ended {
  id: string
  account_id: string
  person: string
  /** Whether it was this statement that ended it. */
  now: boolean
}

/**
 * Ends sessions. Every request that starts after the commit is rejected, because each reads the row. Earlier ends keep
 * their time and actor.
 *
 * A repeat writes the row again, so it is as durable as the first end: a transaction that writes nothing waits for
 * neither disk nor standby. Rows are locked in one order, so that two of these do not deadlock.
 */
export async function endSessions(trx: Transaction<Tables>, subject: Subject, by: string): Promise<Ended[]> {
  const { rows } = await sql<Ended>`
    with locked as (
      select s.id, s.ended_at is null as now from public.portal_sessions s where ${subject} order by s.id for no key update
    )
    update public.portal_sessions s
      set ended_at = coalesce(s.ended_at, clock_timestamp()), ended_by = coalesce(s.ended_by, ${by})
      from locked where s.id = locked.id
      returning s.id, s.account_id, s.person, locked.now, ${sql.raw(DURABLY)}`.execute(trx)
  return rows
}

/** Ends sessions and records it in the history of each account. @returns what was found, ended before or not */
export function endRecorded(db: Kysely<Tables>, subject: Subject, by: By): Promise<Ended[]> {
  return db
    .transaction()
    .setIsolationLevel('read committed')
    .execute(async trx => {
      const found = await endSessions(trx, subject, by.actor.name)
      const byAccount = Map.groupBy(
        found.filter(({ now }) => now),
        ({ account_id }) => account_id,
      )
      for (const [accountId, ended] of byAccount) {
        const details = { person: ended[0]?.person, sessions: ended.map(({ id }) => id) }
        await recordAccountEvent(trx, accountId, by, { action: 'end_session', details })
      }
      return found
    })
}

/** A person signs out of their own session, which is not an event of the account. */
export const signOut = (db: Kysely<Tables>, id: string, by: string) =>
  db
    .transaction()
    .setIsolationLevel('read committed')
    .execute(trx => endSessions(trx, withId(id), by))

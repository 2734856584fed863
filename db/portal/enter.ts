import { type Kysely, sql } from 'kysely'
import type { Tables } from '../tables.ts'

/**
 * Uses the code of a link: the session gets its cookie. Of any number of requests with one code, one succeeds, because
 * each checks the row once it holds it.
 * @returns for how many seconds the session lasts; undefined if the code is unknown, used or expired, or if its session
 *   has ended
 */
export async function enter(db: Kysely<Tables>, { code, cookie }: { code: Buffer; cookie: Buffer }) {
  const entered = await db
    .updateTable('portal_sessions')
    .set({ digest: cookie, entered_at: sql<Date>`now()` })
    .where('code_digest', '=', code)
    .where('digest', 'is', null)
    .where('ended_at', 'is', null)
    .where('code_expires_at', '>', sql<Date>`clock_timestamp()`)
    .where('expires_at', '>', sql<Date>`clock_timestamp()`)
    .returning(sql<number>`ceil(extract(epoch from expires_at - now()))::int`.as('seconds'))
    .executeTakeFirst()
  return entered?.seconds
}

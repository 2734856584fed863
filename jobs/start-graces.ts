import type { Actor } from '../auth/actor.ts'
import type { Database } from '../db/connection/client.ts'
import { type Announce, startGraces } from '../db/rotation/grace.ts'

/** A statement with so many keys stays well within the time that it may take. */
const KEYS_A_STATEMENT = 500

/** Lets all graces begin whose successor was used. @returns how many */
export async function startDueGraces(db: Database, actor: Actor, announce: Announce): Promise<number> {
  let started = 0
  for (;;) {
    const more = await startGraces(db, { most: KEYS_A_STATEMENT, actor, announce })
    started += more
    if (more < KEYS_A_STATEMENT) return started
  }
}

import type { Actor } from '../auth/actor.ts'
import type { Database } from '../db/connection/client.ts'
import { type Announce, startGraces } from '../db/rotation/grace.ts'

/** A statement with this many keys stays well within the time limit for statements. */
const KEYS_PER_STATEMENT = 500

interface Run {
  actor: Actor
  announce: Announce
  /** Receives how many grace periods each statement has started. */
  started: (count: number) => void
  deadline: AbortSignal
}

/** Starts the grace period of every rotated key whose successor has been used. @throws at the deadline */
export async function startDueGraces(db: Database, { actor, announce, started, deadline }: Run) {
  for (;;) {
    deadline.throwIfAborted()
    const count = await startGraces(db, { most: KEYS_PER_STATEMENT, actor, announce })
    started(count)
    if (count < KEYS_PER_STATEMENT) return
  }
}

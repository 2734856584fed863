import { createInterface } from 'node:readline'
import { system } from '../auth/actor.ts'
import { readDatabaseConfig } from '../config/config.ts'
import { type Database, openDatabase } from '../db/connection/client.ts'
import { replayRevocations } from '../db/history/replay.ts'
import { replayPauses } from '../db/history/replay-pauses.ts'
import { replayRestrictions } from '../db/history/replay-restrictions.ts'
import { replaySuspensions } from '../db/history/replay-suspensions.ts'
import { endRecorded, open } from '../db/portal/end.ts'
import { withCause } from '../errors.ts'
import { requestId } from '../http/request-id.ts'
import { type Reading, readRecordedLines } from './recorded-lines.ts'

/** Keys per transaction, which takes effect as a whole and takes far less time than a statement may. */
const KEYS_A_TRANSACTION = 100

/**
 * `npm run -s revocations:replay < keyward.log`: repeats the revocations, expiries, scopes, suspensions and pauses that
 * a restored or promoted database has lost. Can be run repeatedly, and while instances are running. Ends every portal
 * session, because the log does not say which of them have ended since the backup.
 */
async function main() {
  const { unreadable, ...lines } = await readRecordedLines(createInterface({ input: process.stdin }))
  const db = await openDatabase(readDatabaseConfig())
  try {
    await replay(db, lines)
  } finally {
    await db.destroy()
  }
  if (unreadable.length > 0) throw new Error(`these lines of the input cannot be read: ${unreadable.join(', ')}`)
}

/** Prints the outcomes, even if a transaction fails. */
async function replay(db: Database, { revoked, restricted, suspensions, pauses }: Omit<Reading, 'unreadable'>) {
  const actor = system(requestId())
  const counts = {
    revoked: 0,
    already_revoked: 0,
    restricted: 0,
    already_restricted: 0,
    paused: 0,
    resumed: 0,
    unchanged: 0,
  }
  const accounts = { suspended: 0, lifted: 0, unchanged: 0 }
  const unknown = new Set<string>()
  let sessions = 0
  function report({ keyId, outcome }: { keyId: string; outcome: keyof typeof counts | 'unknown' }) {
    if (outcome === 'unknown') unknown.add(keyId)
    else counts[outcome]++
  }
  try {
    for (const lines of batches(revoked)) for (const one of await replayRevocations(db, lines, actor)) report(one)
    for (const lines of batches(restricted)) for (const one of await replayRestrictions(db, lines, actor)) report(one)
    for (const lines of batches(pauses)) for (const one of await replayPauses(db, lines, actor)) report(one)
    for (const lines of batches(suspensions))
      for (const outcome of await replaySuspensions(db, lines, actor)) accounts[outcome]++
    sessions = (await endRecorded(db, open, { actor, reason: null })).length
  } finally {
    for (const keyId of unknown) process.stdout.write(`unknown: ${keyId}\n`)
    process.stdout.write(`${counts.revoked} revoked, ${counts.already_revoked} already revoked, `)
    process.stdout.write(`${counts.restricted} restricted, ${counts.already_restricted} already restricted, `)
    process.stdout.write(`${unknown.size} unknown\n`)
    if (pauses.length + suspensions.length > 0) reportStates(counts, accounts)
    if (sessions > 0) process.stdout.write(`${sessions} portal sessions ended\n`)
  }
}

/** For a log with such lines. */
function reportStates(
  keys: { paused: number; resumed: number; unchanged: number },
  accounts: { suspended: number; lifted: number; unchanged: number },
) {
  process.stdout.write(`keys: ${keys.paused} paused, ${keys.resumed} resumed, ${keys.unchanged} unchanged; `)
  process.stdout.write(`accounts: ${accounts.suspended} suspended, ${accounts.lifted} lifted, `)
  process.stdout.write(`${accounts.unchanged} unchanged\n`)
}

function* batches<T>(all: readonly T[]) {
  for (let at = 0; at < all.length; at += KEYS_A_TRANSACTION) yield all.slice(at, at + KEYS_A_TRANSACTION)
}

main().catch((error: Error) => {
  process.stderr.write(`not all replayed: ${withCause(error)}\n`)
  process.exit(1)
})

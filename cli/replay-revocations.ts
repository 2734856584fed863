import { createInterface } from 'node:readline'
import { readDatabaseConfig } from '../config.ts'
import { type Database, openDatabase } from '../db/connection/client.ts'
import { replayRevocations } from '../db/keys/replay.ts'
import { withCause } from '../errors.ts'
import { requestId } from '../http/request-id.ts'
import type { RevokedLine } from '../schemas/revoked-line.ts'
import { readRevokedLines } from './revoked-lines.ts'

/** So many are one statement, which takes effect as a whole and stays far below the time that one may take. */
const KEYS_A_STATEMENT = 100

/**
 * `npm run -s revocations:replay < keyward.log`: revokes again what a restored or promoted database has forgotten. Can
 * be repeated, also while instances run.
 */
async function main() {
  const { lines, unreadable } = await readRevokedLines(createInterface({ input: process.stdin }))
  const db = await openDatabase(readDatabaseConfig())
  try {
    await replay(db, lines)
  } finally {
    await db.destroy()
  }
  if (unreadable.length > 0) throw new Error(`these lines of the input cannot be read: ${unreadable.join(', ')}`)
}

/** Says what became of the lines, also when one of its statements fails. */
async function replay(db: Database, lines: readonly RevokedLine[]) {
  const actor = { name: 'system', requestId: requestId(), sessionId: null, ip: null } as const
  const counts = { revoked: 0, already_revoked: 0, unknown: 0 }
  try {
    for (let at = 0; at < lines.length; at += KEYS_A_STATEMENT)
      for (const { keyId, outcome } of await replayRevocations(db, lines.slice(at, at + KEYS_A_STATEMENT), actor)) {
        counts[outcome]++
        if (outcome === 'unknown') process.stdout.write(`unknown: ${keyId}\n`)
      }
  } finally {
    const { revoked, already_revoked, unknown } = counts
    process.stdout.write(`${revoked} revoked, ${already_revoked} already revoked, ${unknown} unknown\n`)
  }
}

main().catch((error: Error) => {
  process.stderr.write(`not all replayed: ${withCause(error)}\n`)
  process.exit(1)
})

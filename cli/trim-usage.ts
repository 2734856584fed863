import { parseArgs } from 'node:util'
import { readDatabaseConfig } from '../config/config.ts'
import { openAsOwner } from '../db/connection/owner.ts'
import { trimUsage } from '../db/usage/trim.ts'
import { withCause } from '../errors.ts'

const DAY_MS = 86_400_000
/** The longest period that the page and the API can show, and the current day. */
const FEWEST_DAYS = 366

/** `npm run usage:trim -- --days 400`: deletes older request counts per key and hour. */
async function main() {
  const { values } = parseArgs({ options: { days: { type: 'string', default: String(FEWEST_DAYS) } } })
  const days = Number(values.days)
  if (!Number.isSafeInteger(days) || days < FEWEST_DAYS) throw new Error(`--days must be ${FEWEST_DAYS} or more`)
  const db = await openAsOwner(readDatabaseConfig())
  try {
    const deleted = await trimUsage(db, new Date(Date.now() - days * DAY_MS))
    process.stdout.write(`deleted: ${deleted} rows of usage, older than ${days} days\n`)
  } finally {
    await db.destroy()
  }
}

main().catch((error: Error) => {
  process.stderr.write(`not deleted: ${withCause(error)}\n`)
  process.exit(1)
})

import { readDatabaseConfig } from '../config/config.ts'
import { migrateDatabase } from '../db/connection/client.ts'
import { withCause } from '../errors.ts'

const warn = (problem: string) => process.stderr.write(`warning: ${problem}\n`)

/** `npm run migrate`: brings the database to the present schema, and says what it did. */
async function main() {
  const names = await migrateDatabase(readDatabaseConfig(), warn)
  process.stdout.write(names.length > 0 ? `migrated: ${names.join(', ')}\n` : 'nothing to migrate\n')
}

main().catch((error: Error) => {
  process.stderr.write(`not migrated: ${withCause(error)}\n`)
  process.exit(1)
})

import { readDatabaseConfig } from '../config.ts'
import { migrateDatabase } from '../db/connection/client.ts'
import { withCause } from '../errors.ts'

/** `npm run migrate`: brings the database to the present schema, and says what it did. */
async function main() {
  const names = await migrateDatabase(readDatabaseConfig())
  process.stdout.write(names.length > 0 ? `migrated: ${names.join(', ')}\n` : 'nothing to migrate\n')
}

main().catch((error: Error) => {
  process.stderr.write(`not migrated: ${withCause(error)}\n`)
  process.exit(1)
})

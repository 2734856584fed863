import { Kysely, PostgresDialect } from 'kysely'
import { readDatabaseConfig } from '../config/config.ts'
import { asPool, openPglite } from '../db/connection/embedded.ts'
import { exportTables } from '../db/export.ts'
import { migrate } from '../db/migrate.ts'
import type { Tables } from '../db/tables.ts'
import { withCause } from '../errors.ts'

/** `npm run -s embedded:export > keyward.sql`: the embedded database in DATA_DIR as a script for psql. */
async function main() {
  const { dataDir } = readDatabaseConfig()
  const { pglite, unlock } = await openPglite(dataDir)
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: asPool(pglite, unlock) }) })
  try {
    await migrate(db)
    for await (const text of exportTables(db, pglite)) process.stdout.write(text)
  } finally {
    await db.destroy()
  }
}

main().catch((error: Error) => {
  process.stderr.write(`not exported: ${withCause(error)}\n`)
  process.exit(1)
})

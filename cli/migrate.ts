import { parseArgs } from 'node:util'
import { readDatabaseConfig } from '../config/config.ts'
import { migrateDatabase } from '../db/connection/owner.ts'
import { withCause } from '../errors.ts'

const warn = (problem: string) => process.stderr.write(`warning: ${problem}\n`)

const OPEN = 'features of this release: open\n'
const CLOSED =
  'features of this release: closed; after the last instance of an earlier release has stopped, run npm run migrate -- --finish\n'

/**
 * `npm run migrate`: brings the database to the current schema, and reports what it did and whether the features of
 * this release are open. With `--finish`, opens them.
 */
async function main() {
  const { values } = parseArgs({ options: { finish: { type: 'boolean', default: false } } })
  const { names, isFinished } = await migrateDatabase(readDatabaseConfig(), { warn, finish: values.finish })
  process.stdout.write(names.length > 0 ? `migrated: ${names.join(', ')}\n` : 'nothing to migrate\n')
  process.stdout.write(isFinished ? OPEN : CLOSED)
}

main().catch((error: Error) => {
  process.stderr.write(`not migrated: ${withCause(error)}\n`)
  process.exit(1)
})

import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { PGlite } from '@electric-sql/pglite'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { type Database, openDatabase } from '../../db/connection/client.ts'
import { asPool } from '../../db/connection/embedded.ts'
import { unless } from './unless.ts'

const TEMPLATE = new URL('../../.tap/template.tar', import.meta.url)
const { TEST_DATABASE_URL } = process.env

/** Whether the suite runs on a PostgreSQL server, and not on the embedded one. */
export const onPostgres = TEST_DATABASE_URL !== undefined

/** Name and options of a test of what the embedded database, with its one connection, does not do. */
export const needsPostgres = (name: string, options?: { timeout: number }) =>
  unless(!onPostgres && 'the embedded database has one connection', name, options)

/** A database of the caller's own, migrated and empty: on the server of TEST_DATABASE_URL, or embedded. */
export async function createDatabase(): Promise<{ db: Database; url?: string; drop(): Promise<void> }> {
  if (TEST_DATABASE_URL === undefined) {
    const pglite = await PGlite.create({ loadDataDir: new Blob([await readFile(TEMPLATE)]) })
    return { db: new Kysely({ dialect: new PostgresDialect({ pool: asPool(pglite) }) }), drop: () => close(pglite) }
  }
  const name = `keyward_test_${randomBytes(6).toString('hex')}`
  const url = new URL(TEST_DATABASE_URL)
  url.pathname = `/${name}`
  await administer(`create database ${name}`)
  const db = await openDatabase({ databaseUrl: url.href, dataDir: '', databasePoolMax: 10 })
  return { db, url: url.href, drop: async () => void (await administer(`drop database ${name} with (force)`)) }
}

/** Kysely does not close what it never used, and an open PGlite keeps the process alive. */
async function close(pglite: PGlite) {
  if (!pglite.closed) await pglite.close()
}

/** Runs a statement on the server itself, beside the test's own database. */
async function administer(statement: string) {
  const client = new pg.Client({ connectionString: TEST_DATABASE_URL })
  await client.connect()
  try {
    return await client.query(statement)
  } finally {
    await client.end()
  }
}

import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import tap, { type Test } from 'tap'
import { type Connections, connect, type Database, sharing } from '../../db/connection/client.ts'
import { asPool } from '../../db/connection/embedded.ts'
import { migrate } from '../../db/migrate.ts'
import type { Tables } from '../../db/tables.ts'
import { queryAt } from './cluster.ts'
import { emptied, rememberSchema } from './emptied.ts'
import { copyTemplate } from './template.ts'
import { unless } from './unless.ts'

const { TEST_DATABASE_URL } = process.env

/** Whether the suite runs on a PostgreSQL server, and not on the embedded one. */
export const onPostgres = TEST_DATABASE_URL !== undefined

/** The name and options of a test that the embedded database, with its one connection, cannot run. */
export const needsPostgres = (name: string, options?: { timeout: number }) =>
  unless(!onPostgres && 'the embedded database has one connection', name, options)

export interface TestDatabase {
  connections: Connections
  /** Its address; the embedded one has none. */
  url?: string
  /** The connections of another instance. Embedded, all instances share one. */
  connectAgain(): Promise<Connections>
  /** Releases it, once the app that used its connections is closed. */
  drop(): Promise<void>
}

/** A new database, migrated and empty: on the server of TEST_DATABASE_URL, or embedded. */
export const createDatabase = (): Promise<TestDatabase> =>
  TEST_DATABASE_URL === undefined ? embedded() : onServer(TEST_DATABASE_URL)

async function onServer(server: string): Promise<TestDatabase> {
  const name = `keyward_test_${randomBytes(6).toString('hex')}`
  const url = new URL(server)
  url.pathname = `/${name}`
  await queryAt(server, `create database ${name}`)
  // Sooner than lock_timeout (450 ms), which would hide a deadlock behind a 503.
  await queryAt(server, `alter database ${name} set deadlock_timeout = '30ms'`)
  const connectAgain = () => connect({ databaseUrl: url.href, dataDir: '', databasePoolMax: 10 }, () => {})
  const drop = async () => void (await queryAt(server, `drop database ${name} with (force)`))
  return { connections: await connectAgain(), url: url.href, connectAgain, drop }
}

/**
 * A separate connection to an app's database, to hold locks for any time: the app's own connections have a deadline.
 * The embedded database has only one connection.
 */
export function ownConnection(
  t: Test,
  { db, databaseUrl }: { db: Database; databaseUrl: string | undefined },
): Database {
  if (databaseUrl === undefined) return db
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 })
  pool.on('error', () => {})
  t.teardown(() => pool.end())
  return new Kysely({ dialect: new PostgresDialect({ pool }) })
}

/** Embedded databases of tests that are over. Opening one takes half a second, emptying one 40 ms. */
const idle: PGlite[] = []
const folders: string[] = []

async function embedded(): Promise<TestDatabase> {
  const used = idle.pop()
  if (used) await empty(used)
  const pglite = used ?? (await openCopy())
  const db = kyselyOf<Tables>(pglite)
  const connections = sharing(db)
  return { connections, connectAgain: async () => connections, drop: async () => void idle.push(pglite) }
}

async function openCopy() {
  const folder = await mkdtemp(join(tmpdir(), 'keyward-'))
  folders.push(folder)
  await copyTemplate(folder)
  const pglite = await PGlite.create(folder)
  await rememberSchema(pglite)
  return pglite
}

async function empty(pglite: PGlite) {
  if (await emptied(pglite)) return
  for (const statement of ['drop schema public cascade', 'create schema public']) await pglite.exec(statement)
  await migrate(kyselyOf(pglite))
  await rememberSchema(pglite)
}

/** Closing this leaves the database open for the next test. */
const kyselyOf = <T>(pglite: PGlite) =>
  new Kysely<T>({ dialect: new PostgresDialect({ pool: { ...asPool(pglite), end: async () => {} } }) })

// An open one keeps the process alive. This file is loaded before any test begins, so this is what ends last.
tap.teardown(async function closeIdle() {
  for (const pglite of idle.splice(0)) await pglite.close()
  for (const folder of folders) await rm(folder, { recursive: true, force: true })
})

/** Whether a statement of an app waits for a lock. */
export async function isWaiting(db: Database) {
  const { rows } = await sql`select from pg_stat_activity
    where application_name like 'keyward/%' and datname = current_database() and wait_event_type = 'Lock'`.execute(db)
  return rows.length > 0
}

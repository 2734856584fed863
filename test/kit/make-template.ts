import { createHash } from 'node:crypto'
import { globSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { Kysely, PostgresDialect } from 'kysely'
import { asPool } from '../../db/connection/embedded.ts'
import { migrate } from '../../db/migrate.ts'
import type { Tables } from '../../db/tables.ts'
import { keepEarlierFunctions } from './earlier-release.ts'
import { ROOT } from './process.ts'
import { TEMPLATE } from './template.ts'

/** In the template: the digest of what it was made from. */
const MADE_FROM = join(TEMPLATE, 'made-from')

// tap runs this before the tests (.taprc).
const source = await digest(
  'package-lock.json',
  'test/kit/earlier-release.ts',
  ...globSync('db/**/*.ts', { cwd: ROOT }).toSorted(),
)
if ((await readFile(MADE_FROM, 'utf8').catch(() => '')) !== source) await make()

/**
 * Creates the template, under another name until it is complete, because a concurrent run may be copying the previous
 * one.
 */
async function make() {
  await mkdir(join(TEMPLATE, '..'), { recursive: true })
  const folder = await mkdtemp(`${TEMPLATE}-`)
  const upgraded = await mkdtemp(`${TEMPLATE}-`)
  await inDatabase(folder, async () => {})
  await cp(folder, upgraded, { recursive: true })
  await inDatabase(upgraded, db => keepEarlierFunctions(db, folder))
  await rm(upgraded, { recursive: true })
  await inDatabase(folder, migrate)
  await writeFile(join(folder, 'made-from'), source)
  await rm(TEMPLATE, { recursive: true, force: true })
  await rename(folder, TEMPLATE)
}

/** Opens the embedded database in a folder, or creates it there, which takes seconds. */
async function inDatabase(folder: string, work: (db: Kysely<Tables>) => Promise<unknown>) {
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: asPool(await PGlite.create(folder)) }) })
  await work(db)
  await db.destroy()
}

async function digest(...paths: string[]) {
  const hash = createHash('sha256')
  for (const path of paths) hash.update(await readFile(join(ROOT, path)))
  return hash.digest('hex')
}

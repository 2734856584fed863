import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import type { PostgresPool } from 'kysely'
import { lockFolder } from './folder-lock.ts'

/** The PostgreSQL version inside this version of PGlite, as PG_VERSION in its folders states it. */
export const EMBEDDED_VERSION = '18'

/** An open embedded database, and a function that unlocks its folder after it is closed. */
interface Embedded {
  pglite: PGlite
  unlock: () => void
}

/** Opens or creates the embedded PostgreSQL in a folder that no other process has open. */
export async function openEmbedded(dataDir: string): Promise<PostgresPool> {
  const { pglite, unlock } = await openPglite(dataDir)
  return asPool(pglite, unlock)
}

/**
 * @throws an error that names the folder if another process has it open, or if another version of PostgreSQL wrote it
 */
export async function openPglite(dataDir: string): Promise<Embedded> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const unlock = lockFolder(dataDir)
  try {
    const folder = join(dataDir, 'postgres')
    await requireVersion(folder)
    return { pglite: await PGlite.create(folder), unlock }
  } catch (error) {
    unlock()
    throw error
  }
}

/**
 * For a folder of another version, PGlite reports only "failed to initialize properly". No version can upgrade a
 * folder.
 */
async function requireVersion(folder: string) {
  const version = await readFile(join(folder, 'PG_VERSION'), 'utf8').catch(() => EMBEDDED_VERSION)
  if (version.trim() === EMBEDDED_VERSION) return
  throw new Error(
    `${folder} was written by PostgreSQL ${version.trim()}, and this version of keyward embeds PostgreSQL ${EMBEDDED_VERSION}. \
Nothing was changed. Start the keyward that wrote it, or export it there (npm run embedded:export) into a PostgreSQL server`,
  )
}

/**
 * PGlite as a pool of one connection, which callers queue for. Kysely's own PGlite dialect gives that connection to
 * several callers at once, so one request's statements can run inside another's transaction.
 */
export function asPool(pglite: PGlite, onEnd?: () => void): PostgresPool {
  let last = Promise.resolve()
  return {
    options: {},
    end: async () => {
      await pglite.close()
      onEnd?.()
    },
    connect: async () => {
      const use = Promise.withResolvers<void>()
      const before = last
      last = use.promise
      await before
      return { query: (text: string, values: unknown[]) => query(pglite, text, values), release: use.resolve } as never
    },
  }
}

async function query(pglite: PGlite, text: string, values: unknown[]) {
  const { rows, affectedRows = 0 } = await pglite.query(text, values)
  return { rows, rowCount: affectedRows, command: commandOf(text) }
}

/** pg reports the command of a result, PGlite does not; Kysely needs it to count affected rows. */
const commandOf = (text: string) => text.trim().replace(/\W.*$/s, '').toUpperCase()

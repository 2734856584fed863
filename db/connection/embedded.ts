import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import type { PostgresPool } from 'kysely'
import { lockFolder } from './folder-lock.ts'

/** Opens (or creates) the embedded PostgreSQL in a folder, which no other process may have open. */
export async function openEmbedded(dataDir: string): Promise<PostgresPool> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const unlock = lockFolder(dataDir)
  try {
    const pglite = await PGlite.create(join(dataDir, 'postgres'))
    return asPool(pglite, unlock)
  } catch (error) {
    unlock()
    throw error
  }
}

/**
 * PGlite as a pool of one connection. Kysely's own PGlite dialect hands that connection to every caller at once, so
 * one request's statements can run inside another's transaction; here each caller waits its turn.
 */
export function asPool(pglite: PGlite, onEnd: () => void = () => {}): PostgresPool {
  let last = Promise.resolve()
  return {
    options: {},
    end: async () => {
      await pglite.close()
      onEnd()
    },
    connect: async () => {
      const turn = Promise.withResolvers<void>()
      const before = last
      last = turn.promise
      await before
      return { query: (text: string, values: unknown[]) => query(pglite, text, values), release: turn.resolve } as never
    },
  }
}

async function query(pglite: PGlite, text: string, values: unknown[]) {
  const { rows, affectedRows = 0 } = await pglite.query(text, values)
  return { rows, rowCount: affectedRows, command: commandOf(text) }
}

/** pg reports the command of a result, PGlite does not; Kysely needs it to count affected rows. */
const commandOf = (text: string) => text.trim().replace(/\W.*$/s, '').toUpperCase()

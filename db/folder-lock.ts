import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/**
 * Keeps a folder for this process: PGlite has no lock of its own, and two processes on one folder lose each other's
 * writes without an error. The lock is the kernel's, through an empty SQLite file, so that it ends with the process
 * however that ends.
 * @returns the function that lets go
 * @throws when another process has the folder
 */
export function lockFolder(folder: string): () => void {
  const lock = new DatabaseSync(join(folder, 'lock'))
  try {
    lock.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE')
  } catch (cause) {
    lock.close()
    throw new Error(`${folder} is in use by another process; every process needs a DATA_DIR of its own`, { cause })
  }
  return () => lock.close()
}

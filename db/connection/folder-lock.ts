import { accessSync, constants } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/**
 * Reserves a folder for this process. PGlite has no lock, and two processes on one folder silently lose each other's
 * writes. The lock is a kernel lock on an empty SQLite file, so it is released when the process ends, however it ends.
 * @returns a function that releases the lock
 * @throws if another process holds the folder, or if the folder is not writable
 */
export function lockFolder(folder: string): () => void {
  const file = join(folder, 'lock')
  requireWritable(folder, folder)
  const lock = new DatabaseSync(file)
  try {
    // On a read-only file, SQLite would begin the transaction without taking the lock, and without an error.
    requireWritable(folder, file)
    take(folder, lock)
  } catch (error) {
    lock.close()
    throw error
  }
  return () => lock.close()
}

function requireWritable(folder: string, path: string) {
  try {
    accessSync(path, constants.W_OK)
  } catch (cause) {
    throw new Error(`${folder} cannot be written; DATA_DIR must be a folder that only keyward uses`, { cause })
  }
}

function take(folder: string, lock: DatabaseSync) {
  try {
    lock.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE')
  } catch (cause) {
    throw new Error(`${folder} is in use by another process; every process needs its own DATA_DIR`, { cause })
  }
}

import { accessSync, constants } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/**
 * Keeps a folder for this process: PGlite has no lock of its own, and two processes on one folder lose each other's
 * writes without an error. The lock is the kernel's, through an empty SQLite file, so that it ends with the process
 * however that ends.
 * @returns the function that lets go
 * @throws when another process has the folder, or when it cannot be written
 */
export function lockFolder(folder: string): () => void {
  const file = join(folder, 'lock')
  requireWritable(folder, folder)
  const lock = new DatabaseSync(file)
  try {
    // On a file that it may only read, SQLite would begin without taking the lock, and say nothing.
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
    throw new Error(`${folder} cannot be written; DATA_DIR must be a folder of keyward's own`, { cause })
  }
}

function take(folder: string, lock: DatabaseSync) {
  try {
    lock.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE')
  } catch (cause) {
    throw new Error(`${folder} is in use by another process; every process needs a DATA_DIR of its own`, { cause })
  }
}

import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export const ROOT = new URL('../..', import.meta.url).pathname

/** A file of the project. */
export const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')

/** The files in git, by path from the project's folder, including new ones that are not ignored. */
export const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: ROOT })
  .toString()
  .trim()
  .split('\n')

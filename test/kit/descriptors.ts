import { readdir, readlink } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Program } from './process.ts'

const POLL_MS = 50
/** Files that the embedded database opens when it needs them, independent of clients. */
const OF_DATABASE = /\/postgres\/|\(deleted\)$/

/**
 * The open descriptors of a process, except the files of the embedded database: paths, and `socket:[…]` and the like.
 */
export async function openIn({ child }: Program) {
  const folder = `/proc/${child.pid}/fd`
  const targets = await Promise.all((await readdir(folder)).map(name => readlink(`${folder}/${name}`).catch(() => '')))
  return targets.filter(target => target !== '' && !OF_DATABASE.test(target))
}

/**
 * Waits until a process has at most this many descriptors open. @returns its open descriptors then, or at the deadline
 */
export async function untilOpenIn(program: Program, most: number, deadlineMs = 30_000) {
  const end = performance.now() + deadlineMs
  for (;;) {
    const open = await openIn(program)
    if (open.length <= most || performance.now() > end) return open
    await sleep(POLL_MS)
  }
}

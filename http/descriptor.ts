import { constants, fstatSync, openSync } from 'node:fs'

/**
 * Returns a descriptor for the same file, pipe, socket or terminal as `fd`, on which a write never waits for the reader
 * but fails with EAGAIN. A regular file has no reader to wait for.
 *
 * A pipe or terminal is opened a second time, so that other processes that share the first descriptor keep it blocking.
 * That fails for a socket, and for a pipe that another user created. Node makes `fd` itself non-blocking when its
 * stream is first read from `process`.
 */
export function nonBlocking(fd: 1 | 2): number {
  if (fstatSync(fd).isFile()) return fd
  try {
    return openSync(`/proc/self/fd/${fd}`, constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY)
  } catch {
    return (fd === 1 ? process.stdout : process.stderr).fd
  }
}

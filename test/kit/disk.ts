import { spawnSync } from 'node:child_process'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Test } from 'tap'
import { Program } from './process.ts'
import { dataFolder } from './service.ts'

const CHUNK = Buffer.alloc(1 << 16)

/** Whether a disk can be mounted here: root can, if the container allows it. */
export const canMount = spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/tmp']).status === 0

export interface Disk {
  folder: string
  /** A command through which programs see the disk. */
  through: readonly string[]
  /** Where a file of it can be read from outside. */
  seen(path: string): string
  fill(): Promise<void>
  empty(): Promise<void>
}

/** A small disk that only its own process sees, and that is gone when that process ends. */
export async function smallDisk(t: Test, megabytes: number): Promise<Disk> {
  const folder = await dataFolder(t)
  const mount = `mount -t tmpfs -o mode=755,size=${megabytes}m tmpfs ${folder} && echo mounted && exec sleep infinity`
  const holder = new Program(t, ['unshare', '--mount', 'sh', '-c', mount])
  await holder.written(/mounted/)
  const { pid } = holder.child
  const seen = (path: string) => join(`/proc/${pid}/root`, path)
  const ballast = seen(join(folder, 'ballast'))
  async function fill() {
    const file = await open(ballast, 'w')
    try {
      for (;;) await file.write(CHUNK)
    } catch (error) {
      if ((error as { code?: string }).code !== 'ENOSPC') throw error
    } finally {
      await file.close()
    }
  }
  return { folder, through: ['nsenter', `--mount=/proc/${pid}/ns/mnt`], seen, fill, empty: () => rm(ballast) }
}

import { readFile } from 'node:fs/promises'
import { untilOpenIn } from '../../kit/descriptors.ts'
import type { Service } from '../../kit/service.ts'
import type { Load } from './load.ts'
import { POOL_MAX, type Stage } from './stage.ts'

const MIB = 1_048_576
/** The most resident memory of an instance (docs/operating.md): its heap of 256 MB, its code and its buffers. */
export const MOST_RESIDENT_MIB = 450
/** The log, the listeners and Node's own: about 30. */
export const OWN_FILES = 60
/** Connections that nginx keeps to an instance, for each of its workers. */
const KEPT_BY_NGINX = 64
export const MOST_OPEN = OWN_FILES + POOL_MAX + 2 * KEPT_BY_NGINX
/** Events that one request of the load may write (docs/security.md): a rotation's are two. */
const EVENTS_PER_REQUEST = 2

/** The most events after a load and the changes beside it. Uses write none. */
export function mostEvents({ history }: Load, ...beside: readonly { requests: number }[]) {
  const revocations = history.filter(({ kind }) => kind === 'revoke').length
  return beside.reduce((sum, { requests }) => sum + EVENTS_PER_REQUEST * requests, revocations)
}

/** @returns how much memory of a process is resident, in MiB */
export async function residentMiB({ child: { pid } }: Service) {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(await readFile(`/proc/${pid}/status`, 'utf8')) ?? []
  return Math.round((1_024 * Number(kilobytes)) / MIB)
}

/** The table that only ever grows. */
export async function eventsOf({ cluster }: Stage): Promise<number> {
  const [{ events }] = await cluster.query('select count(*)::int as events from audit_events')
  return events
}

/** The resources beyond their limits that idle instances hold, in words. */
export async function overfull({ instances }: Stage, deadlineMs?: number): Promise<string[]> {
  const found: string[] = []
  for (const instance of instances) {
    const open = await untilOpenIn(instance, MOST_OPEN, deadlineMs)
    if (open.length > MOST_OPEN) found.push(`${open.length} descriptors`)
    const resident = await residentMiB(instance)
    if (resident > MOST_RESIDENT_MIB) found.push(`${resident} MiB`)
  }
  return found
}

/** An operation of a client and its outcome. Times are from one clock, in milliseconds. */
export interface Operation {
  kind: 'use' | 'revoke' | 'suspend' | 'lift'
  key: string
  start: number
  end: number
  /** HTTP status; 0 without a response. */
  status: number
}

/**
 * Finds the uses that should have been rejected. A revocation is permanent, so it is enough to know the first time at
 * which a key was certainly revoked: a DELETE had been answered 200, or a use had been answered 401. A DELETE that
 * failed or timed out is undecided and proves nothing.
 * @returns every use that started after that time and was admitted
 */
export function staleUses(history: readonly Operation[]): Operation[] {
  const deadSince = new Map<string, number>()
  for (const { kind, key, end, status } of history) {
    const proves = kind === 'revoke' ? status === 200 : status === 401
    if (proves) deadSince.set(key, Math.min(end, deadSince.get(key) ?? Number.POSITIVE_INFINITY))
  }
  return history.filter(
    ({ kind, key, start, status }) =>
      kind === 'use' && status === 200 && start > (deadSince.get(key) ?? Number.POSITIVE_INFINITY),
  )
}

/**
 * Finds the uses that were decided by another state than the last change had answered. The changes of a key follow one
 * another, and one that failed is repeated. Uses that overlap a change may be decided either way.
 * @returns every use that was admitted during a suspension, or rejected by one (403) after it was lifted
 */
export function misjudgedUses(history: readonly Operation[]): Operation[] {
  const changes = Map.groupBy(
    history.filter(({ kind }) => kind === 'suspend' || kind === 'lift'),
    ({ key }) => key,
  )
  return history.filter(use => {
    if (use.kind !== 'use' || ![200, 403].includes(use.status)) return false
    const ofKey = changes.get(use.key) ?? []
    if (ofKey.some(({ start, end }) => start < use.end && end > use.start)) return false
    const last = ofKey
      .filter(({ end }) => end <= use.start)
      .toSorted((a, b) => a.end - b.end)
      .at(-1)
    return last?.status === 200 && use.status !== (last.kind === 'suspend' ? 403 : 200)
  })
}

/**
 * Finds the revocations that were acknowledged and are not in the table, or are there more than once.
 * @param events the number of revoke events of each key that is revoked in the table, read after the recovery
 */
export function lostRevocations(history: readonly Operation[], events: ReadonlyMap<string, number>): string[] {
  const acknowledged = history.filter(({ kind, status }) => kind === 'revoke' && status === 200)
  return [...new Set(acknowledged.map(({ key }) => key))].filter(key => events.get(key) !== 1)
}

/** The lines that an instance writes before it answers a revocation, and how much of each has to be there. */
const REVOKED_LINES = /^\{.*"msg":"keyward\.revoked","key_id":"([^"]+)".*\}$/gm

/** Finds the revocations that were acknowledged although no instance has written their line. */
export function unrecordedRevocations(history: readonly Operation[], log: string): string[] {
  const recorded = new Set([...log.matchAll(REVOKED_LINES)].map(([, id]) => id))
  const acknowledged = history.filter(({ kind, status }) => kind === 'revoke' && status === 200)
  return [...new Set(acknowledged.map(({ key }) => key))].filter(key => !recorded.has(key))
}

/**
 * Finds the windows in which more was admitted than their limit.
 * @param admitted the window of each admitted use, as its answer named it
 */
export function overfullWindows(admitted: readonly string[], limit: number): string[] {
  return [...Map.groupBy(admitted, window => window)]
    .filter(([, uses]) => uses.length > limit)
    .map(([window]) => window)
}

/** Runs an operation and records it. */
export async function recorded(
  history: Operation[],
  kind: Operation['kind'],
  key: string,
  act: () => Promise<{ statusCode: number }>,
) {
  const start = performance.now()
  const status = await act().then(
    reply => reply.statusCode,
    () => 0,
  )
  history.push({ kind, key, start, end: performance.now(), status })
  return status
}

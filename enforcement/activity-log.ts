import type { Decision } from './decision.ts'

/** The uses of one key since the last flush. */
export interface Activity {
  keyId: string
  /** Unix time in milliseconds; 0 for never. */
  firstUsedMs: number
  lastUsedMs: number
  rejected: number
  lastRejectedMs: number
}

/** Requests with one key in one hour since the last flush. */
export interface Usage {
  keyId: string
  /** The start of the hour: Unix time in milliseconds. */
  hourMs: number
  /** Admitted requests. */
  requests: number
  /** The units that they took beyond one each. */
  extraUnits: number
  /** Requests rejected because the key was revoked or had expired. */
  rejected: number
}

const HOUR_MS = 3_600_000

/** Activity and usage by key since the last flush. Any number of requests with one key takes one entry. */
export class ActivityLog {
  #activities = new Map<string, Activity>()
  /** Keyed by the start of the hour, in milliseconds, and then by key. */
  #usages = new Map<number, Map<string, Usage>>()

  record(decisions: readonly Decision[]) {
    for (const decision of decisions) {
      if (decision.outcome === 'unknown' || !decision.counts) continue
      const { keyId, atMs } = decision.key
      if (decision.outcome === 'admitted') this.#used(keyId, atMs, decision.cost)
      if (decision.outcome === 'revoked' || decision.outcome === 'expired') this.#rejected(keyId, atMs)
    }
  }

  /** Removes and returns everything, to be flushed. */
  drain(): { activities: Activity[]; usages: Usage[] } {
    const activities = [...this.#activities.values()]
    const usages = [...this.#usages.values()].flatMap(hour => [...hour.values()])
    this.#activities = new Map()
    this.#usages = new Map()
    return { activities, usages }
  }

  /** Adds activities and usages that a flush could not write. */
  putBack(activities: readonly Activity[], usages: readonly Usage[]) {
    for (const { keyId, firstUsedMs, lastUsedMs, rejected, lastRejectedMs } of activities) {
      const activity = this.#activity(keyId)
      activity.firstUsedMs = earlier(activity.firstUsedMs, firstUsedMs)
      activity.lastUsedMs = Math.max(activity.lastUsedMs, lastUsedMs)
      activity.lastRejectedMs = Math.max(activity.lastRejectedMs, lastRejectedMs)
      activity.rejected += rejected
    }
    for (const { keyId, hourMs, requests, extraUnits, rejected } of usages) {
      const usage = this.#usage(keyId, hourMs)
      usage.requests += requests
      usage.extraUnits += extraUnits
      usage.rejected += rejected
    }
  }

  #used(keyId: string, atMs: number, cost: number) {
    const activity = this.#activity(keyId)
    activity.firstUsedMs = earlier(activity.firstUsedMs, atMs)
    activity.lastUsedMs = Math.max(activity.lastUsedMs, atMs)
    const usage = this.#usage(keyId, hourOf(atMs))
    usage.requests++
    usage.extraUnits += cost - 1
  }

  #rejected(keyId: string, atMs: number) {
    const activity = this.#activity(keyId)
    activity.lastRejectedMs = Math.max(activity.lastRejectedMs, atMs)
    activity.rejected++
    this.#usage(keyId, hourOf(atMs)).rejected++
  }

  #activity(keyId: string) {
    const known = this.#activities.get(keyId)
    if (known) return known
    const activity: Activity = { keyId, firstUsedMs: 0, lastUsedMs: 0, rejected: 0, lastRejectedMs: 0 }
    this.#activities.set(keyId, activity)
    return activity
  }

  #usage(keyId: string, hourMs: number) {
    let hour = this.#usages.get(hourMs)
    if (!hour) {
      hour = new Map()
      this.#usages.set(hourMs, hour)
    }
    const known = hour.get(keyId)
    if (known) return known
    const usage: Usage = { keyId, hourMs, requests: 0, extraUnits: 0, rejected: 0 }
    hour.set(keyId, usage)
    return usage
  }
}

const hourOf = (atMs: number) => atMs - (atMs % HOUR_MS)

/** The earlier of two times, where 0 means never. */
const earlier = (a: number, b: number) => (a === 0 || b === 0 ? a + b : Math.min(a, b))

import { type Activity, type Usage, usageId } from './activity.ts'
import type { Decision } from './authorizer.ts'

const HOUR_MS = 3_600_000

/** What the decisions since the last flush mean for keys: a flood with one key is one entry. */
export class ActivityLog {
  #activities = new Map<string, Activity>()
  #usages = new Map<string, Usage>()

  record(decisions: readonly Decision[]) {
    for (const { outcome, counted, verdict } of decisions) {
      if (!counted) continue
      if (outcome === 'admitted') this.#used(verdict.keyId, verdict.at)
      if (outcome === 'revoked' || outcome === 'expired') this.#refused(verdict.keyId, verdict.at)
    }
  }

  /** Takes everything out, to be flushed. */
  drain() {
    const drained = { activities: [...this.#activities.values()], usages: [...this.#usages.values()] }
    this.#activities = new Map()
    this.#usages = new Map()
    return drained
  }

  /** Puts back what a flush could not write. */
  putBack(activities: readonly Activity[], usages: readonly Usage[]) {
    for (const { keyId, lastUsedAt, refused, lastRefusedAt } of activities) {
      const activity = this.#activity(keyId)
      activity.lastUsedAt = later(activity.lastUsedAt, lastUsedAt)
      activity.lastRefusedAt = later(activity.lastRefusedAt, lastRefusedAt)
      activity.refused += refused
    }
    for (const { keyId, hour, requests } of usages) this.#usage(keyId, hour).requests += requests
  }

  #used(keyId: string, at: Date) {
    const activity = this.#activity(keyId)
    activity.lastUsedAt = later(activity.lastUsedAt, at)
    this.#usage(keyId, new Date(at.getTime() - (at.getTime() % HOUR_MS))).requests++
  }

  #refused(keyId: string, at: Date) {
    const activity = this.#activity(keyId)
    activity.lastRefusedAt = later(activity.lastRefusedAt, at)
    activity.refused++
  }

  #activity(keyId: string) {
    const activity = this.#activities.get(keyId) ?? { keyId, lastUsedAt: null, refused: 0, lastRefusedAt: null }
    this.#activities.set(keyId, activity)
    return activity
  }

  #usage(keyId: string, hour: Date) {
    const id = usageId(keyId, hour)
    const usage = this.#usages.get(id) ?? { keyId, hour, requests: 0 }
    this.#usages.set(id, usage)
    return usage
  }
}

const later = (a: Date | null, b: Date | null) => (a && b ? (a > b ? a : b) : (a ?? b))

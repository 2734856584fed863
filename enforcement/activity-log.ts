import type { Decision } from './decision.ts'
import { NewKeys } from './new-keys.ts'

/** How many uses were rejected, by reason. Each use counts once. */
export interface Rejections {
  /** The key was revoked or had expired. */
  rejected: number
  /** A limit of the account or key was used up, or is lower than the cost of the use. */
  limited: number
  /** The account's plan did not meet the requirement. */
  insufficient: number
  /** The key's scopes did not. */
  outOfScope: number
  /** The account was suspended or the key was paused. */
  blocked: number
}

/** The uses of one key since the last flush. */
export interface Activity extends Rejections {
  keyId: string
  /** Unix time in milliseconds; 0 for never. */
  firstUsedMs: number
  lastUsedMs: number
  /** The last use while the key was revoked or expired. */
  lastRejectedMs: number
}

/** Requests with one key in one hour since the last flush. */
export interface Usage extends Rejections {
  keyId: string
  accountId: string
  /** The start of the hour: Unix time in milliseconds. */
  hourMs: number
  /** Admitted requests. */
  requests: number
  /** The units that they took beyond one each. */
  extraUnits: number
}

/** The count that a rejected use adds to. */
const COUNT_OF = {
  revoked: 'rejected',
  expired: 'rejected',
  limited: 'limited',
  too_costly: 'limited',
  insufficient: 'insufficient',
  out_of_scope: 'outOfScope',
  suspended: 'blocked',
  paused: 'blocked',
} as const satisfies Record<string, keyof Rejections>

const COUNTS = [...new Set(Object.values(COUNT_OF))]

const HOUR_MS = 3_600_000

type Subject = Pick<Usage, 'keyId' | 'accountId'> & { atMs: number }

/** Activity and usage by key since the last flush. Any number of requests with one key takes one entry. */
export class ActivityLog {
  #activities = new Map<string, Activity>()
  /** Keyed by the start of the hour, in milliseconds, and then by key. */
  #usages = new Map<number, Map<string, Usage>>()
  #newKeys = new NewKeys()

  record(decisions: readonly Decision[]) {
    for (const decision of decisions) {
      if (decision.outcome === 'unknown' || !decision.counts) continue
      if (decision.outcome === 'admitted') this.used(decision.key, decision.cost)
      else this.rejected(decision.key, COUNT_OF[decision.outcome])
    }
  }

  used(key: Subject, cost = 1) {
    const activity = this.#activity(key.keyId)
    activity.firstUsedMs = earlier(activity.firstUsedMs, key.atMs)
    activity.lastUsedMs = Math.max(activity.lastUsedMs, key.atMs)
    const usage = this.#usage(key, hourOf(key.atMs))
    usage.requests++
    usage.extraUnits += cost - 1
  }

  rejected(key: Subject, count: keyof Rejections) {
    const activity = this.#activity(key.keyId)
    if (count === 'rejected') activity.lastRejectedMs = Math.max(activity.lastRejectedMs, key.atMs)
    activity[count]++
    this.#usage(key, hourOf(key.atMs))[count]++
  }

  /** Removes and returns everything, to be flushed. */
  drain(): { activities: Activity[]; usages: Usage[] } {
    const activities = [...this.#activities.values()]
    const usages = [...this.#usages.values()].flatMap(hour => [...hour.values()])
    this.#activities = new Map()
    this.#usages = new Map()
    this.#newKeys.drain()
    return { activities, usages }
  }

  /** Removes and returns the activity of keys that this instance has seen for the first time. */
  drainNew(): Activity[] {
    const activities: Activity[] = []
    for (const keyId of this.#newKeys.drain()) {
      activities.push(this.#activities.get(keyId) as Activity)
      this.#activities.delete(keyId)
    }
    return activities
  }

  /** Adds activities and usages that a flush could not write. */
  putBack(activities: readonly Activity[], usages: readonly Usage[]) {
    for (const earlierOne of activities) {
      const activity = this.#activity(earlierOne.keyId)
      activity.firstUsedMs = earlier(activity.firstUsedMs, earlierOne.firstUsedMs)
      activity.lastUsedMs = Math.max(activity.lastUsedMs, earlierOne.lastUsedMs)
      activity.lastRejectedMs = Math.max(activity.lastRejectedMs, earlierOne.lastRejectedMs)
      addRejections(activity, earlierOne)
    }
    for (const earlierOne of usages) {
      const usage = this.#usage(earlierOne, earlierOne.hourMs)
      usage.requests += earlierOne.requests
      usage.extraUnits += earlierOne.extraUnits
      addRejections(usage, earlierOne)
    }
  }

  #activity(keyId: string) {
    const known = this.#activities.get(keyId)
    if (known) return known
    const activity: Activity = { keyId, firstUsedMs: 0, lastUsedMs: 0, lastRejectedMs: 0, ...NONE }
    this.#activities.set(keyId, activity)
    this.#newKeys.see(keyId)
    return activity
  }

  #usage({ keyId, accountId }: Pick<Usage, 'keyId' | 'accountId'>, hourMs: number) {
    let hour = this.#usages.get(hourMs)
    if (!hour) {
      hour = new Map()
      this.#usages.set(hourMs, hour)
    }
    const known = hour.get(keyId)
    if (known) return known
    const usage: Usage = { keyId, accountId, hourMs, requests: 0, extraUnits: 0, ...NONE }
    hour.set(keyId, usage)
    return usage
  }
}

const NONE: Rejections = { rejected: 0, limited: 0, insufficient: 0, outOfScope: 0, blocked: 0 }

function addRejections(to: Rejections, more: Rejections) {
  for (const count of COUNTS) to[count] += more[count]
}

const hourOf = (atMs: number) => atMs - (atMs % HOUR_MS)

/** The earlier of two times, where 0 means never. */
const earlier = (a: number, b: number) => (a === 0 || b === 0 ? a + b : Math.min(a, b))

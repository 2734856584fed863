import type { Window, Windows } from '../schemas/primitives.ts'

type Length = keyof Windows
const LENGTHS: readonly Length[] = ['minute', 'day', 'month']
type Owner = 'account' | 'key'

/** A limited window of an account or key after a use, as clients see it. */
export interface CountedWindow extends Window {
  owner: Owner
  window: Length
}

/** What an account's windows hold: limits and counts in units, ends as Unix timestamps (seconds). Null: unlimited. */
export interface AccountWindows {
  minuteLimit: number
  dayLimit: number | null
  monthLimit: number | null
  minuteUsed: number
  dayUsed: number
  /** The month's units before the day. */
  monthBefore: number
  minuteEnd: number
  dayEnd: number
}

/** The limits of a key, null where it has none, and what it has used, for each length: minute, day, month. */
export type KeyWindows = readonly (number | null)[]

/** The account's windows after `units` more. After a change to a lower limit, `remaining` is 0, never negative. */
export function accountWindows(account: AccountWindows, units = 0): CountedWindow[] {
  const { minuteLimit, dayLimit, monthLimit, minuteUsed, dayUsed, monthBefore, minuteEnd, dayEnd } = account
  const windows = [windowOf('account', 'minute', minuteLimit, minuteUsed + units, minuteEnd)]
  if (dayLimit !== null) windows.push(windowOf('account', 'day', dayLimit, dayUsed + units, dayEnd))
  if (monthLimit !== null)
    windows.push(windowOf('account', 'month', monthLimit, monthBefore + dayUsed + units, monthEnd(dayEnd)))
  return windows
}

/** The key's own windows after `units` more. They begin and end with its account's. */
export function keyWindows(key: KeyWindows, { minuteEnd, dayEnd }: AccountWindows, units = 0): CountedWindow[] {
  const ends = { minute: () => minuteEnd, day: () => dayEnd, month: () => monthEnd(dayEnd) }
  const windows: CountedWindow[] = []
  for (const [at, window] of LENGTHS.entries()) {
    const limit = key[2 * at]
    if (limit != null) windows.push(windowOf('key', window, limit, Number(key[2 * at + 1]) + units, ends[window]()))
  }
  return windows
}

const windowOf = (owner: Owner, window: Length, limit: number, used: number, reset: number): CountedWindow => ({
  owner,
  window,
  limit,
  remaining: Math.max(0, limit - used),
  reset,
})

/** The end of the UTC month of the day that ends at `dayEnd`. Not PostgreSQL's: its months depend on the time zone. */
function monthEnd(dayEnd: number) {
  const day = new Date((dayEnd - 86_400) * 1000)
  return Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1) / 1000
}

/** A key's own windows by length; null where it has no limit. */
export const keyLimits = (windows: readonly CountedWindow[]) => ({
  minute: find(windows, 'key', 'minute'),
  day: find(windows, 'key', 'day'),
  month: find(windows, 'key', 'month'),
})

/** An account's windows by length; null where it has no limit. Every plan limits the minute. */
export const accountLimits = (windows: readonly CountedWindow[]): Windows => ({
  minute: find(windows, 'account', 'minute') as CountedWindow,
  day: find(windows, 'account', 'day'),
  month: find(windows, 'account', 'month'),
})

const find = (windows: readonly CountedWindow[], owner: Owner, length: Length) =>
  windows.find(each => each.owner === owner && each.window === length) ?? null

/** What the headers report: the smaller limit per minute, and the least that is left anywhere. */
export function rateLimitOf(windows: readonly CountedWindow[], cost: number): Window {
  let limit = Number.POSITIVE_INFINITY
  let remaining = Number.POSITIVE_INFINITY
  for (const each of windows) {
    if (each.window === 'minute') limit = Math.min(limit, each.limit)
    remaining = Math.min(remaining, each.remaining)
  }
  return { limit, remaining, reset: (lacking(windows, cost) ?? (windows[0] as CountedWindow)).reset }
}

/** The window that has too little left for the cost: if several have, the one that ends last, of the account first. */
export function lacking(windows: readonly CountedWindow[], cost: number): CountedWindow | undefined {
  let last: CountedWindow | undefined
  for (const each of windows) if (each.remaining < cost && (!last || each.reset > last.reset)) last = each
  return last
}

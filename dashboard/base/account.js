import { accountOf, isOfAnother } from '../../client/account.js'

/**
 * A change of the session that a response reveals: it has `ended` or `resumed`, or has `changed` to a different account.
 * All tabs of a browser share one session, so any of these can happen at any time.
 * @typedef {'ended' | 'resumed' | 'changed'} SessionChange
 */

/** @type {string | undefined} */
let shown
let isEnded = false
/** @type {Set<(change: SessionChange) => void>} */
const watchers = new Set()

/** The account whose data is shown. Requests that change something name it, and the service rejects other sessions. */
export const shownAccount = () => shown

/** @param {string | undefined} account */
export function showAccount(account) {
  shown = account
}

/** @param {(change: SessionChange) => void} watcher @returns {() => void} unsubscribes it */
export function watchSession(watcher) {
  watchers.add(watcher)
  return () => void watchers.delete(watcher)
}

/** @param {SessionChange} change */
function notify(change) {
  for (const watcher of [...watchers]) watcher(change)
}

/**
 * Fetches, and notifies the watchers of a session change before the caller sees the response.
 * @param {Request} request
 */
export async function watchedFetch(request) {
  const response = await fetch(request)
  if (response.status === 401) end()
  else if (accountOf(response) !== null) resume()
  if (isOfAnother(response, shown)) {
    shown = undefined
    notify('changed')
  }
  return response
}

function end() {
  if (isEnded) return
  isEnded = true
  notify('ended')
}

function resume() {
  if (!isEnded) return
  isEnded = false
  notify('resumed')
}

import { accountOf, isOfAnother } from '../../client/account.js'

/**
 * What a response says about the session: it has `ended`, it has `resumed`, or it is another account's and so has
 * `changed`. The tabs of a browser share one session, so each of them may happen at any time.
 * @typedef {'ended' | 'resumed' | 'changed'} Turn
 */

/** @type {string | undefined} */
let shown
let isEnded = false
/** @type {Set<(turn: Turn) => void>} */
const watchers = new Set()

/** The account whose data is shown. A change that is sent names it, and the service refuses any other session. */
export const shownAccount = () => shown

/** @param {string | undefined} account */
export function showAccount(account) {
  shown = account
}

/** @param {(turn: Turn) => void} watcher @returns {() => void} ends it */
export function watchSession(watcher) {
  watchers.add(watcher)
  return () => void watchers.delete(watcher)
}

/** @param {Turn} turn */
function tell(turn) {
  for (const watcher of [...watchers]) watcher(turn)
}

/**
 * Fetches, and tells the watchers what became of the session before anything is made of the response.
 * @param {Request} request
 */
export async function watchedFetch(request) {
  const response = await fetch(request)
  if (response.status === 401) end()
  else if (accountOf(response) !== null) resume()
  if (isOfAnother(response, shown)) {
    shown = undefined
    tell('changed')
  }
  return response
}

function end() {
  if (isEnded) return
  isEnded = true
  tell('ended')
}

function resume() {
  if (!isEnded) return
  isEnded = false
  tell('resumed')
}

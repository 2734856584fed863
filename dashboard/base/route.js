import { useEffect, useState } from './view.js'

/**
 * Where it is kept which view is shown, as a fragment: `#/keys?status=revoked`, `#/keys/<id>`.
 * @typedef {object} Place
 * @property {() => string} read
 * @property {(fragment: string) => void} write goes there
 * @property {(fragment: string) => void} replace stays there, under another name
 */

const CHANGE = 'hashchange'

/** @type {Place} */
const address = {
  read: () => location.hash,
  write(fragment) {
    location.hash = fragment
  },
  replace(fragment) {
    history.replaceState(null, '', fragment)
    dispatchEvent(new Event(CHANGE))
  },
}

let place = address
const watchers = new Set()

/** For a part of somebody else's page, whose address is not ours. */
export function keepRouteInMemory() {
  let current = ''
  /** @param {string} fragment */
  function write(fragment) {
    current = fragment
    for (const watcher of watchers) watcher()
  }
  place = { read: () => current, write, replace: write }
}

/** @param {string} fragment */
export const go = fragment => place.write(fragment)

/**
 * Changes the query of the view that is shown. Typing is not a way that somebody goes back step by step.
 * @param {string} view
 * @param {Record<string, string>} query empty values are left out
 */
export function setQuery(view, query) {
  const kept = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== ''))
  place.replace(`#/${view}${kept.size > 0 ? `?${kept}` : ''}`)
}

/** The view that the place names, with the id of what it is about, if any, and its query. */
export function useRoute() {
  const [fragment, setFragment] = useState(place.read())
  useEffect(() => {
    const read = () => setFragment(place.read())
    watchers.add(read)
    addEventListener(CHANGE, read)
    return () => {
      watchers.delete(read)
      removeEventListener(CHANGE, read)
    }
  }, [])
  const [path = '', query] = fragment.replace(/^#\/?/, '').split('?')
  const [name = '', id = ''] = path.split('/')
  return { name, id, query: new URLSearchParams(query) }
}

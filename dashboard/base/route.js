import { useEffect, useState } from './view.js'

/**
 * Where the route is stored, as a fragment: `#/keys?status=revoked`, `#/keys/<id>`.
 * @typedef {object} Place
 * @property {() => string} read
 * @property {(fragment: string) => void} write navigates, with a history entry
 * @property {(fragment: string) => void} replace changes the current entry
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

/** For the element, which must not change the URL of its host page. */
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
 * Changes the query of the current view without a history entry, so that *Back* does not step through typed letters.
 * @param {string} view
 * @param {Record<string, string>} query empty values are left out
 */
export function setQuery(view, query) {
  const kept = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== ''))
  place.replace(`#/${view}${kept.size > 0 ? `?${kept}` : ''}`)
}

/** The current route: the view's name, the ID of its key if there is one, and its query. */
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

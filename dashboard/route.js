import { useEffect, useState } from './view.js'

/** The view that the address names, and its query: `#/history?key_id=…`. */
export function useRoute() {
  const [hash, setHash] = useState(location.hash)
  useEffect(() => {
    const read = () => setHash(location.hash)
    addEventListener('hashchange', read)
    return () => removeEventListener('hashchange', read)
  }, [])
  const [path = '', query] = hash.replace(/^#\/?/, '').split('?')
  return { name: path, query: new URLSearchParams(query) }
}

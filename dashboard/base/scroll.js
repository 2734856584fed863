import { useEffect } from './view.js'

const SETTLED_MS = 150

/**
 * Keeps the scroll position in the history entry of a view, and restores it when the reader comes back. The browser cannot:
 * the view loads its data after the navigation.
 * @param {boolean} isReady whether the view has its data
 */
export function useScrollMemory(isReady) {
  useEffect(() => {
    if (isReady && history.state?.scrollY) scrollTo(0, history.state.scrollY)
  }, [isReady])
  useEffect(() => {
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer
    const { href } = location
    function remember() {
      clearTimeout(timer)
      timer = setTimeout(() => {
        if (location.href === href) history.replaceState({ ...history.state, scrollY }, '')
      }, SETTLED_MS)
    }
    addEventListener('scroll', remember)
    return () => {
      clearTimeout(timer)
      removeEventListener('scroll', remember)
    }
  }, [])
}

import { useEffect, useState } from './view.js'

/** The seconds since the epoch, anew every second. */
export function useSeconds() {
  const [seconds, setSeconds] = useState(epochSeconds)
  useEffect(() => {
    const timer = setInterval(() => setSeconds(epochSeconds()), 1000)
    return () => clearInterval(timer)
  }, [])
  return seconds
}

const epochSeconds = () => Math.floor(Date.now() / 1000)

/**
 * Calls back every so often while somebody can see the page, and when they come back to it.
 * @param {() => void} callback the same function at every call
 * @param {number} seconds
 */
export function useRefresh(callback, seconds) {
  useEffect(() => {
    const refresh = () => void (document.visibilityState === 'visible' && callback())
    const timer = setInterval(refresh, seconds * 1000)
    document.addEventListener('visibilitychange', refresh)
    addEventListener('online', refresh)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', refresh)
      removeEventListener('online', refresh)
    }
  }, [callback, seconds])
}

import { useEffect, useState } from './view.js'

/** The current Unix time in seconds, updated every second. */
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
 * Calls back at an interval while the page is visible, and when it becomes visible or online again.
 * @param {() => void} callback must be the same function at every rendering
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

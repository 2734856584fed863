/**
 * A `fetch` with a timeout that, after a 429, waits for the limit to reset and retries.
 * @param {(request: Request) => Promise<Response>} fetch
 * @param {object} options
 * @param {number} options.timeoutSeconds time limit for each response
 * @param {number} options.waitSeconds total time to wait before retries of one call
 * @returns {(request: Request) => Promise<Response>}
 */
export function withRetries(fetch, { timeoutSeconds, waitSeconds }) {
  return async function fetchWithRetries(request) {
    let left = waitSeconds
    for (;;) {
      const timeout = AbortSignal.timeout(timeoutSeconds * 1000)
      const attempt = new Request(request.clone(), { signal: AbortSignal.any([request.signal, timeout]) })
      const response = await fetch(attempt)
      const seconds = Number(response.headers.get('retry-after') ?? Number.POSITIVE_INFINITY)
      if (response.status !== 429 || seconds > left) return response
      left -= seconds
      await pause(seconds, request.signal)
    }
  }
}

/**
 * @param {number} seconds
 * @param {AbortSignal} signal
 */
function pause(seconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, seconds * 1000)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason)
    })
  })
}

/**
 * A `fetch` that gives up after a while, and waits when the service says that it is asked too often.
 * @param {(request: Request) => Promise<Response>} fetch
 * @param {object} options
 * @param {number} options.timeoutSeconds longest wait for one answer
 * @param {number} options.waitSeconds longest wait for a window to end, over all attempts of a call
 * @returns {(request: Request) => Promise<Response>}
 */
export function patient(fetch, { timeoutSeconds, waitSeconds }) {
  return async function fetchPatiently(request) {
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

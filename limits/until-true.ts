/**
 * Wraps a question whose answer changes from no to yes once. A yes is remembered. A no, or an error, is given again
 * without asking for a while, so that any number of callers cost one question.
 * @param againMs how long that is
 * @param now the present time in milliseconds, from any monotonic clock
 */
export function untilTrue(ask: () => Promise<boolean>, againMs: number, now = () => performance.now()) {
  let answer = Promise.resolve(false)
  let isYes = false
  let nextMs = Number.NEGATIVE_INFINITY

  async function askNow() {
    isYes = await ask()
    return isYes
  }

  return async function answered(): Promise<boolean> {
    if (!isYes && now() >= nextMs) {
      nextMs = now() + againMs
      answer = askNow()
    }
    return answer
  }
}

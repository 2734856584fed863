import { appendFile } from 'node:fs/promises'
import type { Test } from 'tap'

const WORKERS = 8

/** Reports a measurement; for `npm run drill`, into its file. */
export async function say(t: Test, words: string) {
  const { DRILL_RESULTS } = process.env
  t.comment(words)
  if (DRILL_RESULTS) await appendFile(DRILL_RESULTS, `${words}\n`)
}

/** Runs a step, and reports how long it took. */
export async function timed<T>(t: Test, words: string, act: () => Promise<T>) {
  const begun = performance.now()
  const result = await act()
  await say(t, `${words}: ${((performance.now() - begun) / 1000).toFixed(2)} s`)
  return result
}

/** Runs a step for each item of a list, a few at a time. */
export async function forEach<T>(list: readonly T[], act: (one: T, at: number) => Promise<unknown>) {
  const rest = list.entries()
  const work = async () => {
    for (const [at, one] of rest) await act(one, at)
  }
  await Promise.all(Array.from({ length: WORKERS }, work))
}

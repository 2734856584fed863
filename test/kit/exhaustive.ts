/**
 * Whether everything is run (TEST_EXHAUSTIVE=1, as .ci/run sets it): every case of every table, large crowds, long
 * races, the details of the page, and what installs packages or starts a gateway or a PostgreSQL server. Without it a
 * part of each table is run, as good a sign in a tenth of the time.
 */
export const EXHAUSTIVE = process.env['TEST_EXHAUSTIVE'] === '1'

/** The reason for skipping a test that has no smaller form. */
export const onlyExhaustive = (what: string) => !EXHAUSTIVE && `${what}; TEST_EXHAUSTIVE=1 runs it`

/**
 * All cases of a table, or every n-th. The first, the last and one case of each kind are always included.
 * @param kindOf distinguishes kinds of cases, for example by route and expected status
 */
export function sampled<T>(cases: readonly T[], every: number, kindOf: (one: T) => string): T[] {
  if (EXHAUSTIVE) return [...cases]
  const seen = new Set<string>()
  return cases.filter((one, at) => {
    const isNew = !seen.has(kindOf(one))
    seen.add(kindOf(one))
    return isNew || at % every === 0 || at === cases.length - 1
  })
}

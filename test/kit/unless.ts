/**
 * Name and options of a test that needs something: where that is missing the test is skipped, and its name says why.
 * Reports keep the names of tests; what else tap is told about a skipped one gets lost.
 */
export function unless(missing: string | false, name: string, options: { timeout?: number } = {}) {
  const skip = missing !== false
  return [skip ? `${name} (skipped: ${missing})` : name, { ...options, skip }] as const
}

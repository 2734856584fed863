/**
 * The name and options of a test with a requirement. If the requirement is not met, the test is skipped and its name
 * says why, because reports keep only the names of tests.
 */
export function unless(missing: string | false, name: string, options: { timeout?: number } = {}) {
  const skip = missing !== false
  return [skip ? `${name} (skipped: ${missing})` : name, { ...options, skip }] as const
}

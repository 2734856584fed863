/** The format of keys: a prefix, eight characters of public ID, an underscore, and the secret with its checksum. */
export interface KeyFormat {
  /** New keys get the first prefix, and keys with any of them are accepted. None is the beginning of another. */
  prefixes: readonly [given: string, ...accepted: string[]]
}

/** The prefix of every key that was created before prefixes could be set. */
export const DEFAULT_PREFIX = 'sk_live_'

export const KEY_FORMAT: KeyFormat = { prefixes: [DEFAULT_PREFIX] }

/** Returns a function that puts the prefix of new keys into published texts, which contain the default one. */
export const withPrefix =
  ({ prefixes: [given] }: KeyFormat) =>
  (text: string) =>
    text.replaceAll(DEFAULT_PREFIX, given)

const MOST_PREFIXES = 3
/**
 * Letters, digits and underscores survive in headers, URLs and regular expressions. The underscore at the end separates
 * the prefix from the public ID, which has none.
 */
const PREFIX = /^[A-Za-z][A-Za-z0-9_]{1,18}_$/
/** Service keys begin like this. */
const RESERVED = 'keyward_'

/**
 * Checks the prefixes of a deployment.
 * @returns undefined if they cannot be the prefixes of keys
 */
export function keyFormat(prefixes: readonly string[]): KeyFormat | undefined {
  const [given, ...accepted] = prefixes
  if (given === undefined || prefixes.length > MOST_PREFIXES) return undefined
  if (prefixes.some(prefix => !PREFIX.test(prefix) || prefix.startsWith(RESERVED))) return undefined
  const isAmbiguous = prefixes.some((one, at) => prefixes.some((other, place) => place !== at && other.startsWith(one)))
  return isAmbiguous ? undefined : { prefixes: [given, ...accepted] }
}

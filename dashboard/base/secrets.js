/** @type {RegExp | undefined} */
let beginning
/** @type {RegExp | undefined} */
let prefix

/**
 * Remembers what the service's keys begin with.
 * @param {readonly string[]} prefixes letters, digits and underscores
 */
export function rememberPrefixes(prefixes) {
  prefix = new RegExp(`^(?:${prefixes.join('|')})[0-9A-Za-z]{8}$`)
  beginning = new RegExp(`((?:${prefixes.join('|')})[0-9A-Za-z]{8})[_…]`)
}

/**
 * Reduces a pasted key, or a text around one, to the key's prefix. The prefix is enough to find the key, and the secret
 * must not get into the URL.
 * @param {string} text
 */
export const withoutSecret = text => beginning?.exec(text)?.[1] ?? text

/** Whether a text is the prefix of a key, and nothing else. @param {string} text */
export const isPrefix = text => prefix?.test(text) ?? false

/** Where a claim is: the names from the token's payload inwards. */
export type ClaimPath = readonly string[]

/** RFC 6901, 3, apart from the empty pointer, which names the whole payload. */
const POINTER = /^(?:\/(?:[^~/]|~[01])*)+$/

/** People write these claims of their own sessions, so nothing may depend on them. */
const WRITTEN_BY_PEOPLE = ['user_metadata', 'unsafe_metadata']

/**
 * Parses the name of a claim, or a JSON Pointer (RFC 6901) to a claim inside another.
 * @throws an Error that names the setting
 */
export function claimPath(setting: string, text: string): ClaimPath {
  if (text.startsWith('/') && !POINTER.test(text))
    throw new Error(`invalid setting: ${setting} must list claim names or JSON Pointers such as /o/id`)
  const path = text.startsWith('/') ? text.slice(1).split('/').map(unescaped) : [text]
  if (path.some(name => WRITTEN_BY_PEOPLE.includes(name)))
    throw new Error(`invalid setting: ${setting} must not use metadata that people can change themselves`)
  return path
}

const unescaped = (token: string) => token.replaceAll('~1', '/').replaceAll('~0', '~')

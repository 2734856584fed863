/**
 * Names of query parameters that some framework reads as `api_key`, though they are written otherwise:
 *
 * | | reads as `api_key` |
 * |---|---|
 * | PHP | `api.key`, `api key`, `api[key`, leading spaces, anything behind a NUL is cut off |
 * | PHP, Rack, Express (qs) | `api_key[]`, `api_key[0]` and other members of an array |
 * | Rack 2, Express (qs) | `[api_key]`, `[api_key`, `api_key]` |
 * | Rack, Perl's CGI | leading spaces |
 * | WHATWG's URLSearchParams | a leading `?` |
 * | ASP.NET | any case, and full-width letters where it maps to a single-byte code page |
 * | frameworks that decode twice | `api%255Fkey` |
 */
const DISGUISED = /^[\s[\]?]*api(?:[_.\s]key(?:[\s\]]*$|\s*\[)|\[key\s*$)/i
/** Characters that do not occur in plain parameter names. */
const WRITTEN_OTHERWISE = /[%+]|[^!-~]/
/** Some frameworks decode twice. The third round is a margin. */
const ROUNDS = 3

/**
 * Explains why a parameter's name, as written in the query, must not be treated as a parameter other than `api_key`.
 * @param name one character per byte, as in a request line
 * @returns undefined if the name is harmless
 */
export function disguise(name: string): string | undefined {
  let plain = name
  if (WRITTEN_OTHERWISE.test(name)) {
    const decoded = decode(Buffer.from(name, 'latin1').toString('utf8').replaceAll('+', ' '))
    if (decoded === undefined) return 'a parameter name has an invalid percent-escape'
    plain = asRead(decoded)
  }
  return DISGUISED.test(plain) ? 'api_key must be written plainly' : undefined
}

/**
 * A name as a lenient framework reads it: decoded again, with compatibility characters replaced by plain ones, without
 * invisible characters, up to a NUL.
 */
function asRead(name: string) {
  let read = name
  for (let round = 1; round < ROUNDS && read.includes('%'); round++) read = decode(read) ?? read
  const [beforeNul = ''] = read.normalize('NFKC').split('\0', 1)
  return beforeNul.replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '')
}

function decode(text: string) {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

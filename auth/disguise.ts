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
/** Characters that no plain parameter name contains. */
const WRITTEN_OTHERWISE = /[%+]|[^!-~]/
/** Decoding twice is a mistake that exists; each further round is a mistake on top of it. */
const ROUNDS = 3

/**
 * Why a parameter's name, as it stands in the query, must not pass as another parameter than `api_key`.
 * @param name one character per byte, as in a request line
 * @returns undefined if it may
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

/** A name as a lenient framework reads it: decoded again, in plain letters, without what is not drawn, up to a NUL. */
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

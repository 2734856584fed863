import { ApiError } from '../errors.ts'

/**
 * Reads a header that identifies the caller from the raw headers. Of two Authorization headers, Node keeps the first,
 * but a proxy or a log in front of keyward may have read the other one.
 * @param rawHeaders alternating names and values, as in `http.IncomingMessage`
 * @param name in lower case
 * @returns undefined if the request lacks the header
 * @throws 400 `ambiguous_credentials` if the request has it more than once, even with equal values
 */
export function singleHeader(rawHeaders: readonly string[], name: string): string | undefined {
  let value: string | undefined
  for (let at = 0; at < rawHeaders.length; at += 2) {
    if (rawHeaders[at]?.toLowerCase() !== name) continue
    if (value !== undefined) throw new ApiError('ambiguous_credentials')
    value = rawHeaders[at + 1]
  }
  return value
}

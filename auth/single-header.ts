import { ApiError } from '../errors.ts'

/**
 * A header that decides who is asking, read from the raw headers: of two Authorization headers Node keeps the first and
 * drops the second, and a proxy or a log in front of this service may have read the other one.
 * @param rawHeaders alternating names and values, as in `http.IncomingMessage`
 * @param name in lower case
 * @returns undefined if the request has no such header
 * @throws 400 `ambiguous_credentials` if it has more than one, even with equal values
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

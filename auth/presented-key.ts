import { ApiError, invalidField } from '../errors.ts'

/**
 * The API key of a request, judged from the headers as they came: Node keeps the first of two Authorization headers
 * and joins others, and a choice made silently here may be made differently upstream.
 * @param rawHeaders names and values in turn, as in `http.IncomingMessage`
 * @param uri the path and query that the client asked for
 * @returns the presented text, well-formed or not; undefined when there is none
 * @throws 400 when there is more than one, or one that only decodes to the parameter's name
 */
export function presentedKey(rawHeaders: readonly string[], uri: string): string | undefined {
  const found = keysInQuery(uri)
  let authorizations = 0
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]?.toLowerCase()
    const value = rawHeaders[at + 1] ?? ''
    if (name === 'x-api-key') found.push(value)
    if (name !== 'authorization') continue
    authorizations++
    const token = bearer(value)
    if (token !== undefined) found.push(token)
  }
  if (found.length > 1 || authorizations > 1) throw new ApiError('ambiguous_credentials')
  return found[0]
}

/** The token of an Authorization header with the Bearer scheme, whose name has no case (RFC 9110, 11.1). */
export function bearer(authorization: string): string | undefined {
  const match = /^bearer(?:[ \t]+(.*))?$/i.exec(authorization)
  return match ? (match[1] ?? '') : undefined
}

const PARAMETER = 'api_key'

function keysInQuery(uri: string): string[] {
  const start = uri.indexOf('?')
  if (start === -1) return []
  const keys: string[] = []
  for (const pair of uri.slice(start + 1).split('&')) {
    const [name, value] = split(pair)
    if (name === PARAMETER) keys.push(decode(value) ?? '')
    else if (name.includes('%') && decode(name) === PARAMETER)
      throw invalidField('query', 'api_key must be written plainly')
    else if (decode(name) === undefined) throw invalidField('query', 'a parameter name has a broken percent-escape')
  }
  return keys
}

function split(pair: string): [name: string, value: string] {
  const equals = pair.indexOf('=')
  return equals === -1 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)]
}

function decode(text: string) {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

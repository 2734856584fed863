/** Version, trace id, parent id and flags; versions after 00 may append more (W3C Trace Context, 3.2). */
const TRACEPARENT = /^(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?$/

/** @returns the trace id of a `traceparent` header, 32 hexadecimal digits, or undefined if the header is not valid */
export function traceId(header: string | string[] | undefined): string | undefined {
  if (typeof header !== 'string') return undefined
  const [, version, id, more] = TRACEPARENT.exec(header) ?? []
  return version === '00' && more !== undefined ? undefined : id
}

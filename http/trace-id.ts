/** Version, trace id, parent id and flags; versions after 00 may append more (W3C Trace Context, 3.2). */
const TRACEPARENT = /^(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/

/** The span of a caller. */
export interface Parent {
  /** 32 and 16 hexadecimal digits. */
  traceId: string
  spanId: string
  /** Whether the caller records the trace. */
  sampled: boolean
}

/** @returns the parsed `traceparent` header, or undefined if it is invalid */
export function parentOf(header: string | string[] | undefined): Parent | undefined {
  const match = typeof header === 'string' && TRACEPARENT.exec(header)
  if (!match) return undefined
  const [, version, traceId, spanId, flags, more] = match as unknown as [
    string,
    string,
    string,
    string,
    string,
    string?,
  ]
  if (version === '00' && more !== undefined) return undefined
  return { traceId, spanId, sampled: Number.parseInt(flags, 16) % 2 === 1 }
}

/** @returns the trace ID of a `traceparent` header, or undefined if it is invalid */
export const traceId = (header: string | string[] | undefined) => parentOf(header)?.traceId

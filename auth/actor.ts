/** Who acts on a key, not necessarily the account that owns it. All fields come from the credential or the request. */
export interface Actor {
  name: `user:${string}` | 'operator' | 'service' | 'system'
  /** The response's `X-Request-Id`, or the id of the job's run. */
  requestId: string
  /** Set for people only. */
  sessionId: string | null
  /** Where the request came from; null if there was no request. */
  ip: string | null
}

/** The holder of the operators' token. @param ip as PostgreSQL accepts it */
export const operator = (requestId: string, ip: string | null = null): Actor => ({
  name: 'operator',
  requestId,
  sessionId: null,
  ip,
})

/** Who acts on a key: not necessarily the account that owns it. All of it comes from the credential and the request. */
export interface Actor {
  name: `user:${string}` | 'operator' | 'service' | 'system'
  /** The `X-Request-Id` of the answer, or of the job's run. */
  requestId: string
  /** Of people only. */
  sessionId: string | null
  /** Where the request came from; null where no request did. */
  ip: string | null
}

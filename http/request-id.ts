import { randomUUID } from 'node:crypto'

/**
 * A new `req_` ID, unique across all instances; the same ID is in the header, the error body, the log and the history.
 * It does not reveal the number of requests. Node caches random bytes for UUIDs, so they are cheap.
 */
export const requestId = () => `req_${randomUUID()}`

import { randomUUID } from 'node:crypto'

/**
 * A new `req_` id, unique across all instances; the same id is in the header, the error body, the log and the history.
 * It does not reveal how many requests there have been. Node caches random bytes for these, so they are cheap.
 */
export const requestId = () => `req_${randomUUID()}`

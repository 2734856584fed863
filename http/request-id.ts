import { randomUUID } from 'node:crypto'

/**
 * A new `req_` id, unique among all instances: the same in the header, the error body, the log and the history. It
 * says nothing of how many requests there have been. Node keeps random bytes in store for these, so they are cheap.
 */
export const requestId = () => `req_${randomUUID()}`

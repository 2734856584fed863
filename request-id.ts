import { randomUUID } from 'node:crypto'

/** A new `req_` id: the same in the header, the error body, the log and the history. */
export const requestId = () => `req_${randomUUID().replaceAll('-', '')}`

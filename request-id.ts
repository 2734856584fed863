import { randomBytes } from 'node:crypto'

const process = randomBytes(9).toString('base64url')
let count = 0

/** A new `req_` id, unique among all instances: the same in the header, the error body, the log and the history. */
export const requestId = () => `req_${process}${(count++).toString(36)}`

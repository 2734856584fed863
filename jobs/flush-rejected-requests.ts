import type { Database } from '../db/connection/client.ts'
import { trimRejectedRequests, writeRejectedRequests } from '../db/usage/rejected-requests.ts'
import type { RejectedRequests } from '../enforcement/rejected-requests.ts'

/** Writes the rejected requests, and deletes old ones. What could not be written is dropped: it only helps support. */
export async function flushRejectedRequests(db: Database, log: RejectedRequests) {
  const rejected = log.drain()
  if (rejected.length > 0) await writeRejectedRequests(db, rejected)
  await trimRejectedRequests(db, [...new Set(rejected.map(({ keyId }) => keyId))])
}

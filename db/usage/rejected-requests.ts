import { type Kysely, sql } from 'kysely'
import { MOST_OF_A_KEY, type RejectedRequest, type RejectionDetails } from '../../enforcement/rejected-requests.ts'
import type { Tables } from '../tables.ts'

/** An arbitrary number for the advisory lock: only one instance trims at a time, so deletes cannot deadlock. */
const LOCK = 7_318_046_292
const PREFIX = 'req_'

/** Adds rejected requests. */
export async function writeRejectedRequests(db: Kysely<Tables>, rejected: readonly RejectedRequest[]) {
  await sql`insert into public.rejected_requests (request_id, key_id, at, outcome, details)
    select request_id, key_id, to_timestamp(at / 1000), outcome, details::jsonb from unnest(
      ${rejected.map(one => one.requestId.slice(PREFIX.length))}::uuid[], ${rejected.map(one => one.keyId)}::uuid[],
      ${rejected.map(one => one.atMs)}::float8[], ${rejected.map(one => one.outcome)}::text[],
      ${rejected.map(one => one.details && JSON.stringify(one.details))}::text[]
    ) as r (request_id, key_id, at, outcome, details)`.execute(db)
}

/**
 * Deletes what is older than a day, and all but the newest of the keys given. If another instance is trimming, the next
 * run deletes the rest.
 */
export async function trimRejectedRequests(db: Kysely<Tables>, keyIds: readonly string[]) {
  await sql`with turn as materialized (select pg_try_advisory_xact_lock(${LOCK}) as is_free),
    old as (
      delete from public.rejected_requests
      where at < now() - interval '24 hours' and (select is_free from turn)
    )
    delete from public.rejected_requests
    where (select is_free from turn) and ctid = any (array(
      select ctid from (
        select ctid, row_number() over (partition by key_id order by at desc) as place
        from public.rejected_requests where key_id = any (${keyIds}::uuid[])
      ) as r where place > ${MOST_OF_A_KEY}))`.execute(db)
}

export interface FoundRequest {
  keyId: string
  at: Date
  outcome: RejectedRequest['outcome']
  details: RejectionDetails | null
}

/**
 * The rejected keys of a request; several if a service verified many keys at once.
 * @param requestId with `req_`
 */
export async function findRejectedRequest(db: Kysely<Tables>, requestId: string): Promise<FoundRequest[]> {
  const { rows } = await sql<FoundRequest>`
    select distinct on (key_id) key_id as "keyId", at, outcome, details from public.rejected_requests
    where request_id = ${requestId.slice(PREFIX.length)}::uuid order by key_id, at`.execute(db)
  return rows
}

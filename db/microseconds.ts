import { type RawBuilder, sql } from 'kysely'

/**
 * A time in the format of a cursor (schemas/cursor.ts): UTC with microseconds, independent of the connection's format.
 */
export const microseconds = (time: RawBuilder<unknown>) =>
  sql<string | null>`to_char(${time} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

import { type RawBuilder, sql } from 'kysely'

/** A time as a cursor has it (schemas/cursor.ts): UTC with all its digits, whatever the connection's format. */
export const microseconds = (time: RawBuilder<unknown>) =>
  sql<string | null>`to_char(${time} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

import { type RawBuilder, sql } from 'kysely'

/** A moment as a cursor has it (schemas/cursor.ts): UTC with all its digits, whatever the connection's format. */
export const microseconds = (moment: RawBuilder<unknown>) =>
  sql<string | null>`to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

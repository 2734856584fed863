import type { ColumnType } from 'kysely'

/** Set when the row is inserted, by the database or by keyward, and never updated. */
export type Fixed<T> = ColumnType<T, T, never>
export type FixedByDatabase<T> = ColumnType<T, never, never>

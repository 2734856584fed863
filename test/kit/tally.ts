export interface KeyRow {
  id: string
  /** The successor of a key that was rotated. */
  replaced_by: string | null
  works: boolean
}

/**
 * Counts the working keys, and those without a working successor. It counts from the rows, independently of the
 * predicate in `db/keys/limit.ts` that it checks.
 */
export function tally(rows: readonly KeyRow[]) {
  const working = new Map(rows.filter(({ works }) => works).map(row => [row.id, row]))
  const counted = [...working.values()].filter(({ replaced_by }) => !working.has(replaced_by ?? ''))
  return { working: working.size, counted: counted.length }
}

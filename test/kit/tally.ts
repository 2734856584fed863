export interface KeyRow {
  id: string
  /** The successor of a key that was rotated. */
  replaced_by: string | null
  works: boolean
}

/**
 * How many keys work, and how many of them no working successor replaces. Counted here from the rows, so that the
 * database's own predicate (`db/keys/limit.ts`) is not what judges itself.
 */
export function tally(rows: readonly KeyRow[]) {
  const working = new Map(rows.filter(({ works }) => works).map(row => [row.id, row]))
  const counted = [...working.values()].filter(({ replaced_by }) => !working.has(replaced_by ?? ''))
  return { working: working.size, counted: counted.length }
}

import type pg from 'pg'

/** More than keyward has. More would mean that texts are generated; naming each would fill the server's memory. */
const MOST_STATEMENTS = 500

const names = new Map<string, string>()

/**
 * A prepared statement: the server parses it once per connection and keeps its plan, and pg keeps its columns. Requires
 * server connections that stay with one client (PgBouncer: session pooling).
 */
export function prepared(text: string, values: readonly unknown[]): pg.QueryConfig {
  const name = nameOf(text)
  return { text, values: values as unknown[], ...(name && { name }) }
}

/** For server connections that change with each transaction. */
export const unnamed = (text: string, values: readonly unknown[]): pg.QueryConfig => ({
  text,
  values: values as unknown[],
})

function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known || names.size >= MOST_STATEMENTS) return known
  const name = `keyward_${names.size}`
  names.set(text, name)
  return name
}

/** More texts than the service has; beyond it something makes texts up, and naming them would fill the server. */
const MOST_STATEMENTS = 500

const names = new Map<string, string>()

/**
 * A statement with a name, so that the server parses it once a connection and keeps its plan, and pg its columns.
 * Needs connections of the session's own (PgBouncer: session pooling).
 */
export function prepared(text: string, values: readonly unknown[]) {
  const name = nameOf(text)
  return { text, values: values as unknown[], ...(name && { name }) }
}

function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known || names.size >= MOST_STATEMENTS) return known
  const name = `keyward_${names.size}`
  names.set(text, name)
  return name
}

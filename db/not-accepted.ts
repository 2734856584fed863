/** A value that the schema of a request allows, and the present state does not. Clients get a 400; nothing has changed. */
export class NotAccepted extends Error {
  declare readonly field: string
  declare readonly problem: string

  constructor(field: string, problem: string) {
    super(`${field} ${problem}`)
    this.field = field
    this.problem = problem
  }
}

const SIZES = ['accounts_metadata_check', 'api_keys_metadata_check']

/**
 * PostgreSQL writes numbers without an exponent, so metadata that is small enough as it was sent can be too large for
 * the database.
 */
export function unlessTooLarge<T>(change: Promise<T>): Promise<T> {
  return change.catch((error: { constraint?: string }) => {
    if (!SIZES.includes(error.constraint ?? '')) throw error
    throw new NotAccepted('metadata', 'must be at most 4,096 bytes with its numbers written without exponents')
  })
}

/** A condition on one entitlement of the account's plan: a number that is large enough, or a value in a list. */
export interface Condition {
  entitlement: string
  atLeast?: number
  includes?: string
}

/**
 * A jsonpath predicate (postgresql.org/docs/current/functions-json.html) that holds if all conditions do. It is null
 * for a plan without such an entitlement. JSON's literals are jsonpath's, so a value cannot end its literal.
 */
export const needsOf = (conditions: readonly Condition[]): string =>
  conditions
    .map(({ entitlement, atLeast, includes }) => {
      const path = `$.${JSON.stringify(entitlement)}`
      return atLeast === undefined ? `(${path}[*] == ${JSON.stringify(includes)})` : `(${path} >= ${atLeast})`
    })
    .join(' && ')

/** A condition on one entitlement of the account's plan. */
export interface Condition {
  entitlement: string
  /** `=`: the entitlement is the value, or a list that contains it. `>=`: it is a number, and at least the value. */
  operator: '=' | '>='
  value: number | boolean | string
}

/**
 * A jsonpath predicate (postgresql.org/docs/current/functions-json.html) that holds if all conditions do. An
 * entitlement that the plan lacks meets none. JSON's literals are jsonpath's, so a value cannot end its literal.
 *
 * In jsonpath's lax mode, a comparison looks into a list. `=` relies on that; `>=` excludes it by the type, because one
 * large number in a list is not a large number.
 */
export const needsOf = (conditions: readonly Condition[]): string =>
  conditions
    .map(({ entitlement, operator, value }) => {
      const path = `$.${JSON.stringify(entitlement)}`
      const literal = JSON.stringify(value)
      return operator === '=' ? `(${path} == ${literal})` : `(${path}.type() == "number" && ${path} >= ${literal})`
    })
    .join(' && ')

import Type from 'typebox'

/** The most units that one request can take. */
export const MOST_COST = 10_000

/** The cost of a use in a request of a service. */
export const Cost = Type.Integer({
  minimum: 0,
  maximum: MOST_COST,
  default: 1,
  description:
    'Units that checking a valid key takes from the limits of its account. With 0, as with `count: false`, nothing is counted and limits are not enforced',
})

import Type, { type Static } from 'typebox'

export const Format = Type.Enum(['json', 'csv', 'stix', 'taxii', 'misp', 'cef', 'openioc', 'sigma'], {
  type: 'string',
})
export type Format = Static<typeof Format>

/** The names of plans. */
export const PLAN_NAME = /^[a-z][a-z0-9_-]{0,31}$/

const tier = { description: 'Tier of the account: the name of its plan', examples: ['free'] }
/** As operators give it. */
export const NewTier = Type.String({ pattern: PLAN_NAME.source, ...tier })
/** As it is shown. */
export const Tier = Type.String(tier)
export type Tier = string

/** Any JSON object: the plans of a deployment define it. */
export const Entitlements = Type.Unsafe<Record<string, unknown>>({
  type: 'object',
  additionalProperties: true,
  description: 'What the plan of the account includes',
  examples: [{ lookback_days: 1, formats: ['json', 'csv'] }],
})

/** The tier that an identity provider names; null if it names none. Whether there is such a plan, the database knows. */
export const toTier = (claim: unknown): Tier | null =>
  typeof claim === 'string' && PLAN_NAME.test(claim) ? claim : null

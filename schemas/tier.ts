import Type, { type Static } from 'typebox'

export const Format = Type.Enum(['json', 'csv', 'stix', 'taxii', 'misp', 'cef', 'openioc', 'sigma'], {
  type: 'string',
})
export type Format = Static<typeof Format>

export const Tier = Type.Enum(['free', 'pro'], { type: 'string', description: 'Tier of the account' })
export type Tier = Static<typeof Tier>

/** Any JSON object: the plans of a deployment define it. */
export const Entitlements = Type.Unsafe<Record<string, unknown>>({
  type: 'object',
  additionalProperties: true,
  description: 'What the plan of the account includes',
  examples: [{ lookback_days: 1, formats: ['json', 'csv'] }],
})

export const tierNames: readonly Tier[] = Tier.enum

/** The tier that an identity provider names; unknown names mean `free`. */
export const toTier = (claim: unknown): Tier => tierNames.find(name => name === claim) ?? 'free'

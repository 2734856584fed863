import Type, { type Static } from 'typebox'

export const Format = Type.Enum(['json', 'csv', 'stix', 'taxii', 'misp', 'cef', 'openioc', 'sigma'], {
  type: 'string',
})
export type Format = Static<typeof Format>

export const Tier = Type.Enum(['free', 'pro'], { type: 'string', description: 'Tier of the account' })
export type Tier = Static<typeof Tier>

export const Entitlements = Type.Object({
  lookback_days: Type.Integer({ description: 'How many days of history the account may query', examples: [1] }),
  formats: Type.Array(Format, { examples: [['json', 'csv']] }),
})
export type Entitlements = Static<typeof Entitlements>

export const tierNames: readonly Tier[] = Tier.enum

/** The tier that an identity provider names; unknown names mean `free`. */
export const toTier = (claim: unknown): Tier => tierNames.find(name => name === claim) ?? 'free'

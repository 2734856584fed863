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

interface Terms {
  minuteLimit: number
  dayLimit: number
  entitlements: Entitlements
}

/** The published tiers: requests a minute and a day, and what they may ask for. */
export const TIERS: Readonly<Record<Tier, Terms>> = {
  free: { minuteLimit: 10, dayLimit: 1_000, entitlements: { lookback_days: 1, formats: ['json', 'csv'] } },
  pro: {
    minuteLimit: 1_000,
    dayLimit: 1_000_000,
    entitlements: {
      lookback_days: 365,
      formats: ['json', 'csv', 'stix', 'taxii', 'misp', 'cef', 'openioc', 'sigma'],
    },
  },
}

export const tierNames = Object.keys(TIERS) as Tier[]

/** An identity provider's word for a tier; what it does not know is `free`. */
export const toTier = (claim: unknown): Tier => tierNames.find(name => name === claim) ?? 'free'

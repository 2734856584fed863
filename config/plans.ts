import type { Tier } from '../schemas/tier.ts'

/** The entitlements of a tier. Its limits are in the database. */
export interface Plan {
  entitlements: Record<string, unknown>
}

export type Plans = Readonly<Record<Tier, Plan>>

/** The published plans: what an account may ask for. */
export const PLANS: Plans = {
  free: { entitlements: { lookback_days: 1, formats: ['json', 'csv'] } },
  pro: {
    entitlements: {
      lookback_days: 365,
      formats: ['json', 'csv', 'stix', 'taxii', 'misp', 'cef', 'openioc', 'sigma'],
    },
  },
}

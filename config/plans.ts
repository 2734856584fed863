import type { Entitlements, Tier } from '../schemas/tier.ts'

/** What a tier includes. */
export interface Plan {
  minuteLimit: number
  dayLimit: number
  entitlements: Entitlements
}

export type Plans = Readonly<Record<Tier, Plan>>

/** The published plans: requests per minute and day, and what an account may ask for. */
export const PLANS: Plans = {
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

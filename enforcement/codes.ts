import type { Decision } from './decision.ts'

/** The code of each outcome, in responses to services and operators. */
export const CODES = {
  admitted: 'valid',
  limited: 'rate_limit_exceeded',
  too_costly: 'cost_exceeds_limit',
  suspended: 'account_suspended',
  paused: 'key_paused',
  out_of_scope: 'insufficient_scope',
  insufficient: 'insufficient_tier',
  revoked: 'invalid_api_key',
  expired: 'invalid_api_key',
  unknown: 'invalid_api_key',
} as const satisfies Record<Decision['outcome'], string>

import Type from 'typebox'
import { Expiry } from './key.ts'
import { Reason } from './primitives.ts'

const DAY_SECONDS = 86_400
const MOST_DAYS = 30

const reasonFor = (action: 'rotation' | 'cancellation') =>
  Type.Unsafe<string | null>({
    ...Reason,
    description: `Reason for the ${action}, kept in the history; up to 500 characters`,
  })

export const RotateKeyBody = Type.Object(
  {
    grace_seconds: Type.Integer({
      default: DAY_SECONDS,
      minimum: 0,
      maximum: MOST_DAYS * DAY_SECONDS,
      description: 'Grace period: how long the old key works after the first use of its successor; 24 hours by default',
      examples: [DAY_SECONDS],
    }),
    expires_at: Type.Optional({
      ...Expiry,
      description:
        'When the successor expires; if omitted, it gets the same lifetime from its creation as the old key had',
    }),
    reason: Type.Optional(reasonFor('rotation')),
  },
  { additionalProperties: false },
)

export const CancelRotationBody = Type.Object(
  { reason: Type.Optional(reasonFor('cancellation')) },
  { additionalProperties: false },
)

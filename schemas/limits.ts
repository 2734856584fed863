import Type, { type Static } from 'typebox'
import { invalidField } from '../errors.ts'
import { NullableTimestamp } from './primitives.ts'

/** The largest limit that the database stores. */
const LARGEST = 1_000_000_000

const units = (window: string) =>
  Type.Unsafe<number | null>({
    type: 'integer',
    nullable: true,
    minimum: 1,
    maximum: LARGEST,
    description: `Units per ${window}; null if it has no own limit`,
    examples: [null],
  })

const windows = { minute: units('minute'), day: units('UTC day'), month: units('UTC month') }
const optional = {
  minute: Type.Optional({ ...windows.minute, examples: [50] }),
  day: Type.Optional(windows.day),
  month: Type.Optional(windows.month),
}

/** Limits that a key or an account has in addition to its plan; null where it has none. */
export interface OwnLimits {
  minute: number | null
  day: number | null
  month: number | null
}

/** As operators give them: a window that is left out has no own limit. */
export const NewKeyLimits = Type.Unsafe<Partial<OwnLimits> | null>({
  ...Type.Object(optional, { additionalProperties: false }),
  nullable: true,
  description: 'Own limits of the key, at least one. They replace all earlier ones; null removes them',
})

export const NewAccountLimits = Type.Unsafe<(Partial<OwnLimits> & { until?: string | null }) | null>({
  ...Type.Object(
    {
      ...optional,
      until: Type.Optional(
        Type.Unsafe<string | null>({
          type: 'string',
          format: 'date-time',
          nullable: true,
          description: "When the own limits end and the plan's apply again; null for no end",
          examples: ['2027-01-03T00:00:00Z'],
        }),
      ),
    },
    { additionalProperties: false },
  ),
  nullable: true,
  description:
    "Own limits of the account, at least one. They replace the plan's and all earlier own ones; null removes them",
})

export const KeyLimits = Type.Unsafe<OwnLimits | null>({
  ...Type.Object(windows),
  nullable: true,
  description:
    "Own limits of the key, set by an operator; null if it has none. The smaller of these and the account's apply",
  examples: [null],
})

const AccountLimits = Type.Object({ ...windows, until: NullableTimestamp })
export type AccountLimits = Static<typeof AccountLimits>

export const NullableAccountLimits = Type.Unsafe<AccountLimits | null>({
  ...AccountLimits,
  nullable: true,
  description: "Own limits of the account, which replace the plan's until they end; null if it has none",
  examples: [null],
})

/** @throws ApiError 400 if there is no limit */
export function toOwnLimits({ minute = null, day = null, month = null }: Partial<OwnLimits>): OwnLimits {
  if ((minute ?? day ?? month) === null) throw invalidField('limits', 'must have a minute, day or month')
  return { minute, day, month }
}

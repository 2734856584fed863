import Type, { type Static } from 'typebox'
import { invalidField } from '../errors.ts'
import { ChangeReason } from './account.ts'
import { NewName } from './primitives.ts'
import { asciiJson, toStoredJson } from './stored-json.ts'
import { PLAN_NAME } from './tier.ts'

/** The largest limit that the database stores. */
const LARGEST = 1_000_000_000
const LONGEST_DAYS = 36_500
/**
 * In characters of compact ASCII JSON. Entitlements are a header of responses to gateways, which buffer all headers of a
 * response together: nginx in 4 or 8 kB by default.
 */
export const LONGEST_ENTITLEMENTS = 2_000

const limit = (description: string) => ({ minimum: 1, maximum: LARGEST, description })
const nullable = (maximum: number, description: string) =>
  Type.Unsafe<number | null>({ type: 'integer', nullable: true, minimum: 1, maximum, description, examples: [null] })

export const PlanName = Type.String({
  pattern: PLAN_NAME.source,
  description: 'Name of the plan, as in `tier`',
  examples: ['team'],
})

const terms = {
  title: Type.String({ ...NewName, description: 'What people call the plan', examples: ['Team'] }),
  minute_limit: Type.Integer({ ...limit('Units per minute'), examples: [100] }),
  day_limit: nullable(LARGEST, 'Units per UTC day; null for no limit'),
  month_limit: nullable(LARGEST, 'Units per UTC month; null for no limit'),
  keys: Type.Integer({ ...limit('How many keys of an account can be active'), examples: [100] }),
  longest_days: nullable(
    LONGEST_DAYS,
    'How many days after its creation, change or rotation a key expires at the latest; null for no limit',
  ),
  entitlements: Type.Unsafe<Record<string, unknown>>({
    type: 'object',
    additionalProperties: true,
    description: `What the plan includes: any JSON object of at most ${LONGEST_ENTITLEMENTS} bytes in ASCII, which gateways receive and can require`,
    examples: [{ formats: ['json', 'csv'], lookback_days: 30 }],
  }),
}

export const Plan = Type.Object({
  name: Type.String({ description: 'Name of the plan, as in `tier`', examples: ['team'] }),
  ...terms,
  title: Type.String({ description: 'What people call the plan', examples: ['Team'] }),
  is_default: Type.Boolean({ description: 'Whether accounts get the plan whose session names no other' }),
  retired: Type.Boolean({ description: 'Whether accounts can no longer get the plan; those that have it keep it' }),
  version: Type.Integer({ description: 'Rises with every change', examples: [1] }),
})
export type Plan = Static<typeof Plan>

const body = {
  title: terms.title,
  minute_limit: terms.minute_limit,
  day_limit: Type.Optional(terms.day_limit),
  month_limit: Type.Optional(terms.month_limit),
  keys: Type.Optional({ ...terms.keys, default: 100 }),
  longest_days: Type.Optional(terms.longest_days),
  entitlements: Type.Optional({ ...terms.entitlements, default: {} }),
  is_default: Type.Optional(
    Type.Boolean({ description: 'True makes this plan the default; the one before becomes an ordinary plan' }),
  ),
  retired: Type.Optional(Type.Boolean({ ...Plan.properties.retired, default: false })),
  version: Type.Optional(
    Type.Integer({
      description:
        'The version that this replaces. If the plan has another one by now, nothing changes. Left out: any version',
    }),
  ),
}

/** As operators give it: a whole plan. What is left out has its default, also if the plan exists. */
export const PlanBody = Type.Object(
  { name: Type.Optional(PlanName), ...body, reason: Type.Optional(ChangeReason) },
  { additionalProperties: false },
)
export type PlanBody = Static<typeof PlanBody>

/** A plan in the file of `npm run plans:apply`. */
export const NamedPlan = Type.Object({ name: PlanName, ...body }, { additionalProperties: false })
export type NamedPlan = Static<typeof NamedPlan>

/**
 * A whole plan, with the defaults of what the body leaves out.
 * @throws ApiError 400 for entitlements that a header cannot carry or the database cannot store
 */
export function toTerms(
  name: string,
  { day_limit = null, month_limit = null, longest_days = null, ...body }: PlanBody,
) {
  const { title, minute_limit, keys = 100, entitlements = {}, is_default, retired = false, version } = body
  return {
    ...{ name, title, minute_limit, day_limit, month_limit, keys, longest_days },
    ...{ entitlements: toJson(entitlements), is_default, retired, version },
  }
}

function toJson(entitlements: Record<string, unknown>): string {
  const text = toStoredJson('entitlements', entitlements, LONGEST_ENTITLEMENTS)
  if (asciiJson(entitlements).length > LONGEST_ENTITLEMENTS)
    throw invalidField('entitlements', `must be at most ${LONGEST_ENTITLEMENTS} bytes of JSON in ASCII`)
  return text
}

import Type, { type Static } from 'typebox'

/**
 * PostgreSQL cannot store NUL, and a lone surrogate has no UTF-8 encoding. Both are rejected, so that a text is stored
 * and shown unchanged or not at all. The patterns are published, so they work in every regular expression engine:
 * ECMAScript 5.1 without flags, RE2, pydantic. Rules that those cannot express use custom keywords
 * (plugins/responses/validation.ts).
 */
export const Storable = { pattern: '^[^\\x00]*$', 'x-well-formed': true }
/** One line with a visible character: names are shown in tables and dialogs. */
export const OneLine = {
  pattern: '^[^\\x00-\\x1F\\x7F]*[^\\x00-\\x20\\x7F][^\\x00-\\x1F\\x7F]*$',
  'x-well-formed': true,
  'x-visible': true,
}

/** A UUID in the stored form: lower case. */
export const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/
/** A UUID in any case, as clients may write it. */
export const ANY_CASE_UUID = new RegExp(UUID, 'i')

/** A reference to a component of the document by its name, with its type. */
export const component = <T>(name: string) => Type.Unsafe<T>({ $ref: `${name}#` })

/** An account ID that is not a UUID. Every header and URL can carry it. Also checked by the database. */
export const EXTERNAL_ID = /^[A-Za-z0-9._:@|+=~-]{1,100}$/

export const Uuid = Type.String({ format: 'uuid', examples: ['00000000-0000-4000-8000-000000000123'] })
export const AccountId = Type.String({
  format: 'uuid',
  description: 'Account ID: the `sub` claim of its sessions',
  examples: ['00000000-0000-4000-8000-000000000001'],
})
/** As operators send it: either ID of the account. */
export const NamedAccountId = Type.String({
  pattern: EXTERNAL_ID.source,
  description: "Account ID: the one that its sessions name, or the UUID in the log's `account_id`",
  examples: ['00000000-0000-4000-8000-000000000001'],
})
/** As it is shown: a UUID or an external ID. */
export const AnyAccountId = Type.String({
  description: 'Account ID: the `sub` claim of its sessions, or the claim in `SESSION_ACCOUNT`',
  examples: ['00000000-0000-4000-8000-000000000001'],
})

/** A time: a Date in the code, ISO 8601 UTC on the wire. */
export const Timestamp = Type.Unsafe<Date>({
  type: 'string',
  format: 'date-time',
  examples: ['2026-11-23T09:30:00.000Z'],
})
export const NullableTimestamp = Type.Unsafe<Date | null>({
  type: 'string',
  format: 'date-time',
  nullable: true,
  examples: [null],
})
export const NullableText = (options: Record<string, unknown> = {}) =>
  Type.Unsafe<string | null>({ type: 'string', nullable: true, ...options })

const name = { description: 'Name of the key: one line of 1 to 100 characters', examples: ['SIEM connector'] }
/** As clients give it. */
export const NewName = Type.String({ minLength: 1, maxLength: 100, ...OneLine, ...name })
/** As it is shown. */
export const Name = Type.String(name)

const description = { description: 'What the key is for', examples: ['Reads indicators for the SIEM of the SOC'] }
/** As clients give it. */
export const NewDescription = Type.Unsafe<string | null>({
  type: 'string',
  nullable: true,
  maxLength: 500,
  ...Storable,
  ...description,
})
/** As it is shown. */
export const Description = NullableText(description)

export const Reason = Type.Unsafe<string | null>({
  type: 'string',
  nullable: true,
  maxLength: 500,
  ...Storable,
  description: 'Reason for revocation (optional), up to 500 characters',
  examples: ['rotation: 2026-Q2 quarterly key refresh'],
})

export const Limit = Type.Integer({ minimum: 1, maximum: 100, default: 50, description: 'Items per page' })

/** One rate-limit window. */
export const Window = Type.Object({
  limit: Type.Integer({ description: 'Requests allowed in the window' }),
  remaining: Type.Integer({ description: 'Requests left in the window' }),
  reset: Type.Integer({ description: 'Unix timestamp (seconds) when the window ends' }),
})
export type Window = Static<typeof Window>

export const NullableWindow = (description: string) =>
  Type.Unsafe<Window | null>({ ...Window, nullable: true, description })

/** A JSON object that keyward stores and returns, and never reads. */
export const Metadata = (description: string) =>
  Type.Unsafe<Record<string, unknown> | null>({
    type: 'object',
    additionalProperties: true,
    nullable: true,
    description,
    examples: [null],
  })

export const Windows = Type.Object(
  {
    minute: Window,
    day: NullableWindow('The UTC day; null if it is unlimited'),
    month: NullableWindow('The UTC month; null if it is unlimited'),
  },
  {
    description: 'Rate-limit windows of the account, shared by all its keys',
    examples: [
      {
        minute: { limit: 10, remaining: 9, reset: 1795426260 },
        day: { limit: 1000, remaining: 871, reset: 1795478400 },
        month: null,
      },
    ],
  },
)
export type Windows = Static<typeof Windows>

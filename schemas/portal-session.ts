import Type, { type Static } from 'typebox'
import { ChangeReason } from './account.ts'
import { NamedAccountId, NewName, Timestamp, Uuid } from './primitives.ts'
import { ROLES, type Role } from './role.ts'

/** Where a session is used: on keyward's own page, or by `<keyward-keys>` on any other. */
export type UsedFor = 'page' | 'element'

export const LONGEST_SECONDS = 43_200
export const LONGEST_ELEMENT_SECONDS = 900
const DEFAULT_SECONDS = 3_600

const Person = { ...NamedAccountId, examples: ['user_42'] }

export const PortalSessionBody = Type.Object(
  {
    account: { ...NamedAccountId, description: 'ID of the account whose keys the person manages', examples: ['org_7'] },
    person: { ...Person, description: 'ID of the person, for the history' },
    label: Type.Optional(
      Type.Unsafe<string | null>({
        ...NewName,
        nullable: true,
        description: 'What the page calls the person, such as an email address; not part of the history',
        examples: ['ada@example.com'],
      }),
    ),
    role: Type.Optional(
      Type.Unsafe<Role | null>({
        type: 'string',
        enum: [...ROLES, null],
        nullable: true,
        description:
          'The most that the person may do; null for `manager`. A person whose ID is the account’s is its manager',
        examples: ['manager'],
      }),
    ),
    return_url: Type.Optional(
      Type.Unsafe<string | null>({
        type: 'string',
        nullable: true,
        maxLength: 2_000,
        pattern: '^https?:[!-~]+$',
        description: 'HTTPS URL to which the page offers to return',
        examples: ['https://app.example.com/settings'],
      }),
    ),
    seconds: Type.Optional(
      Type.Integer({
        minimum: 60,
        maximum: LONGEST_SECONDS,
        description: `How long the session lasts. Default: ${DEFAULT_SECONDS} for a page, and ${LONGEST_ELEMENT_SECONDS} for an element, which is also the most for an element`,
        examples: [DEFAULT_SECONDS],
      }),
    ),
    for: Type.Enum(['page', 'element'], {
      type: 'string',
      description: '`page` for a link to the page, `element` for a token for `<keyward-keys>`',
      examples: ['page'],
    }),
    reason: Type.Optional({ ...ChangeReason, examples: ['Opened from the settings'] }),
  },
  { additionalProperties: false },
)
export type PortalSessionBody = Static<typeof PortalSessionBody>

export const CreatedPortalSession = Type.Object({
  id: Uuid,
  url: Type.Optional(
    Type.String({
      description: 'The link, for `page`. It works once, within two minutes',
      examples: ['https://keys.example.com/enter#kwcode_...'],
    }),
  ),
  token: Type.Optional(
    Type.String({
      description: 'The token, for `element`; sent as `Authorization: Bearer`',
      examples: ['kwtoken_...'],
    }),
  ),
  expires_at: { ...Timestamp, description: 'When the session ends' },
})

export const PortalSessionParams = Type.Object({ sessionId: { ...Uuid, description: 'ID of the session' } })
export const PortalSessionQuery = Type.Object(
  { person: { ...Person, description: 'ID of the person whose sessions end' } },
  { additionalProperties: false },
)
export const EndBody = Type.Object({ reason: Type.Optional(ChangeReason) }, { additionalProperties: false })

/** @returns how long a session lasts; undefined if that is too long for an element */
export function secondsOf({ for: usedFor, seconds }: Pick<PortalSessionBody, 'for' | 'seconds'>) {
  if (usedFor === 'page') return seconds ?? DEFAULT_SECONDS
  const asked = seconds ?? LONGEST_ELEMENT_SECONDS
  return asked <= LONGEST_ELEMENT_SECONDS ? asked : undefined
}

import Type, { type Static } from 'typebox'
import { ChangeReason } from './account.ts'
import { Key } from './key.ts'
import {
  EXTERNAL_ID,
  Limit,
  Name,
  NullableText,
  NullableTimestamp,
  OneLine,
  Reason,
  Timestamp,
  Uuid,
} from './primitives.ts'
import { ROLE, ROLES, Role } from './role.ts'

const person = {
  description: "The person's ID: the `sub` claim of their sessions, or the claim in `SESSION_PERSON`",
  examples: ['00000000-0000-4000-8000-000000000002'],
}
/** As requests name a person. */
const NamedPerson = Type.String({ pattern: EXTERNAL_ID.source, ...person })
/** As it is shown. */
const Person = Type.String(person)

export const MemberParams = Type.Object({ person: NamedPerson })

const label = { examples: ['ada@example.com'] }

export const Member = Type.Object({
  person: Person,
  role: Type.Unsafe<Role | null>({
    type: 'string',
    enum: [...ROLES, null],
    nullable: true,
    description: `${ROLE}. Decides only with \`MEMBERS=strict\`. Null for people who were never added, of whom only a departure or a label is known`,
  }),
  label: NullableText({ ...label, description: 'What people call the person; null if unknown or erased' }),
  since: { ...Timestamp, description: 'Since when the person has been known, or a member after a departure' },
  added_by: Type.String({ description: 'Who added the person, in the form of `revoked_by`', examples: ['operator'] }),
  departed_at: { ...NullableTimestamp, description: 'When the person left; null if they have not' },
  departed_by: NullableText({ description: 'Who removed the person', examples: [null] }),
  reason: NullableText({ description: 'Why the person left', examples: [null] }),
  active_keys: Type.Integer({
    description: 'Active keys that the person created. After a departure, these are to be rotated',
    examples: [3],
  }),
})
export type Member = Static<typeof Member>

export const MemberQuery = Type.Object(
  {
    limit: Limit,
    cursor: Type.Optional({ ...NamedPerson, description: '`next_cursor` of the previous page' }),
  },
  { additionalProperties: false },
)

export const MemberPage = Type.Object({
  data: Type.Array(Member),
  next_cursor: NullableText({
    description: 'Pass as `cursor` to get the next page; null on the last page',
    examples: [null],
  }),
})

export const MemberBody = Type.Object(
  {
    role: Type.Optional({ ...Role, description: `${ROLE}. Required for a person who is not a member` }),
    label: Type.Optional(
      Type.Unsafe<string | null>({
        type: 'string',
        nullable: true,
        minLength: 1,
        maxLength: 200,
        ...OneLine,
        ...label,
        description: 'What people call the person. Not part of the history; null erases it',
      }),
    ),
    reason: Type.Optional(ChangeReason),
  },
  { additionalProperties: false, minProperties: 1 },
)

export const DepartureBody = Type.Object(
  {
    keys: Type.Enum(['revoke', 'hand_over'], {
      type: 'string',
      description:
        '`revoke`: revokes all keys that the person created. `hand_over`: they keep working, and the active ones are listed as `to_be_rotated` until someone rotates them',
    }),
    reason: Type.Optional({ ...Reason, examples: ['left on Friday'] }),
    dry_run: Type.Optional(Type.Boolean({ default: false, description: 'Show what would happen, and change nothing' })),
  },
  { additionalProperties: false },
)

const MadeKey = Type.Object({
  id: Uuid,
  name: Name,
  prefix: Key.properties.prefix,
  expires_at: NullableTimestamp,
  last_used_at: NullableTimestamp,
  requests_last_day: Type.Integer({ description: 'Requests admitted in the last 24 hours', examples: [42] }),
  requests_last_week: Type.Integer({ description: 'Requests admitted in the last 7 days', examples: [310] }),
})
export type MadeKey = Static<typeof MadeKey>

const count = (description: string, example: number) => Type.Integer({ minimum: 0, description, examples: [example] })

export const Departure = Type.Object({
  dry_run: Type.Boolean({ description: 'Whether nothing was changed', examples: [false] }),
  person: Person,
  departed_at: {
    ...NullableTimestamp,
    description: 'When the person left, the first time if this is a repeat; null in a dry run for a person who has not',
    examples: ['2026-11-23T09:30:00.000Z'],
  },
  revoked: count('Keys that this request revoked or, in a dry run, would revoke', 160),
  to_be_rotated: count('Active keys of the person that are left or, in a dry run, would be left', 40),
  complete: Type.Boolean({
    description: 'Whether all keys have been processed; if false, repeat the request',
    examples: [true],
  }),
  keys: Type.Optional(
    Type.Array(MadeKey, {
      description:
        'In a dry run: the working keys that the person created, at most 1,000, those with the most requests first',
    }),
  ),
})

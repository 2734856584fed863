import Type, { type Static } from 'typebox'
import { Account } from './account.ts'
import type { Key } from './key.ts'
import {
  AnyAccountId,
  component,
  NamedAccountId,
  NullableText,
  Storable,
  Timestamp,
  Uuid,
  Window,
} from './primitives.ts'
import { Verification } from './verify.ts'

/** Long enough for any ID, and for a key, which is rejected. */
const LONGEST = 200

export const LookupQuery = Type.Object(
  {
    q: Type.String({
      minLength: 1,
      maxLength: LONGEST,
      ...Storable,
      description:
        'A request ID; the SHA-256 of a key in hex; a key ID; the visible prefix of a key; an account ID; or, with `account`, the last 4 characters of a key. Never a key itself',
      examples: ['sk_live_4fT8aQz1'],
    }),
    account: Type.Optional({ ...NamedAccountId, description: 'Only keys of this account' }),
  },
  { additionalProperties: false },
)
export type LookupQuery = Static<typeof LookupQuery>

/** A limit that lacks room, and whose it is. */
const FullWindow = Type.Unsafe<(Static<typeof Window> & { owner: string; window: string }) | null>({
  ...Type.Object({
    owner: Type.Enum(['account', 'key'], { type: 'string' }),
    window: Type.Enum(['minute', 'day', 'month'], { type: 'string' }),
    ...Window.properties,
  }),
  nullable: true,
  description: 'The window of the account or key that is used up, and rejects; null if none is',
})

const Explained = Type.Object({
  key: component<Key>('Key'),
  account_id: AnyAccountId,
  admitted: Type.Boolean({
    description: 'Whether a request with the key, without requirements, would be admitted now',
  }),
  code: { ...Verification.properties.code, description: 'As from `/api/v1/verify`' },
  reason: NullableText({ description: 'With `invalid_api_key`, why the key is invalid', examples: ['revoked'] }),
  window: FullWindow,
  explanation: Type.String({ examples: ['It was revoked by operator at 2026-11-23 09:30:00 UTC, without a reason.'] }),
})

const Rejected = Type.Object({
  key_id: Uuid,
  at: Timestamp,
  outcome: Type.String({ examples: ['limited'] }),
  details: Type.Unsafe<object | null>({
    type: 'object',
    nullable: true,
    additionalProperties: true,
    description: 'The window that was used up, the cost, or the requirement',
  }),
})

export const LookupResult = Type.Object({
  summary: Type.String({
    description: 'The answer in a sentence or two',
    examples: ['Key sk_live_4fT8aQz1 (CI) of account org_7 is rejected: it expired at 2026-11-23 09:30:00 UTC.'],
  }),
  keys: Type.Array(Explained, { description: 'The keys that match, at most 20, newest first' }),
  has_more: Type.Boolean({ description: 'Whether more keys match' }),
  account: Type.Unsafe<Static<typeof Account> | null>({
    ...Account,
    nullable: true,
    description: 'The account, if `q` names one or all keys belong to it',
  }),
  rejections: Type.Array(Rejected, { description: 'What is kept of the request, if `q` is a request ID' }),
})
export type LookupResult = Static<typeof LookupResult>

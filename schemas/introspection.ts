import Type, { type Static } from 'typebox'
import { AnyAccountId, Metadata } from './primitives.ts'

/** RFC 7662, 2.1. The hint is ignored, because there is only one kind of token. */
export const IntrospectionBody = Type.Object({
  token: Type.String({ minLength: 1, maxLength: 1_000, description: 'The API key that a client presented' }),
  token_type_hint: Type.Optional(Type.String({ maxLength: 100 })),
  client_id: Type.Optional(
    Type.String({ maxLength: 1_000, description: 'Any value; sent along with `client_secret`' }),
  ),
  client_secret: Type.Optional(
    Type.String({
      maxLength: 1_000,
      description: 'The service token, for software that sends it in the body (`client_secret_post`)',
    }),
  ),
})

/** RFC 7662, 2.2. */
export const Introspection = Type.Object({
  active: Type.Boolean({ description: 'Whether the key is valid; if false, all other fields are absent' }),
  sub: Type.Optional(AnyAccountId),
  client_id: Type.Optional(Type.String({ description: 'ID of the key' })),
  scope: Type.Optional(Type.String({ description: 'Scopes of the key, separated by spaces; `*` for all' })),
  token_type: Type.Optional(Type.String({ examples: ['Bearer'] })),
  iat: Type.Optional(Type.Integer({ description: 'When the key was created: Unix timestamp (seconds)' })),
  exp: Type.Optional(
    Type.Integer({ description: 'When the key expires: Unix timestamp (seconds); absent if it does not expire' }),
  ),
  metadata: Type.Optional(Metadata('What operators have stored with the key; absent if nothing')),
  account_metadata: Type.Optional(Metadata('What operators have stored with the account; absent if nothing')),
})
export type Introspection = Static<typeof Introspection>

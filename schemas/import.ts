import Type, { type Static } from 'typebox'
import { Expiry } from './key.ts'
import { NewDescription, NewName } from './primitives.ts'
import { NewScopes } from './scope.ts'

export const ImportedKey = Type.Object(
  {
    digest: Type.String({
      pattern: '^(?:[0-9a-fA-F]{64}|[0-9A-Za-z+/]{43}=?|[0-9A-Za-z_-]{43}=?)$',
      description: 'SHA-256 of the whole key, in hexadecimal, base64 or base64url',
      examples: ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
    }),
    name: NewName,
    prefix: Type.Optional(
      Type.String({
        maxLength: 16,
        pattern: '^[!-~]*$',
        description: 'The first characters of the key, shown so that people can recognize it',
        examples: ['acme_3ZkX'],
      }),
    ),
    description: Type.Optional(NewDescription),
    scopes: Type.Optional(NewScopes),
    expires_at: Type.Optional(Expiry),
  },
  { additionalProperties: false },
)
export type ImportedKey = Static<typeof ImportedKey>

export const ImportBody = Type.Object(
  { keys: Type.Array(ImportedKey, { minItems: 1, maxItems: 100 }) },
  { additionalProperties: false },
)

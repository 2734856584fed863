import Type from 'typebox'
import { CreateKeyBody, UpdateKeyBody } from './key.ts'
import { NewKeyLimits } from './limits.ts'
import { NewMetadata } from './metadata.ts'
import { Reason } from './primitives.ts'
import { SERVICE_SCOPES } from './right.ts'

/** What operators and services can set on a key beside its holder. */
const terms = { limits: Type.Optional(NewKeyLimits), metadata: Type.Optional(NewMetadata) }

export const CreateManagedKeyBody = Type.Object(
  {
    id: Type.Optional(
      Type.String({
        format: 'uuid',
        description: `ID that the caller chooses, so that a repeat after a lost response is 409 \`key_exists\`. The secret is not
stored, so then rotate the key with \`grace_seconds\` 0`,
        examples: ['00000000-0000-4000-8000-000000000456'],
      }),
    ),
    ...CreateKeyBody.properties,
    ...terms,
  },
  { additionalProperties: false },
)

export const UpdateManagedKeyBody = Type.Object(
  {
    ...UpdateKeyBody.properties,
    ...terms,
    reason: Type.Optional({
      ...Reason,
      description: 'Reason for the change, kept in the history; up to 500 characters',
    }),
  },
  { additionalProperties: false, minProperties: 1 },
)

/** A service key without a list of scopes would have every scope at a gateway, so it must have one. */
const serviceScopes = Type.Array(Type.Enum([...SERVICE_SCOPES], { type: 'string' }), {
  maxItems: SERVICE_SCOPES.length,
  description: 'What the service may do. With `keyward:keys:write` or `keyward:portal`, it can act for every account',
  examples: [['keyward:accounts:read', 'keyward:keys:read']],
})

export const CreateServiceKeyBody = Type.Object(
  { ...CreateKeyBody.properties, scopes: serviceScopes },
  { additionalProperties: false },
)

export const UpdateServiceKeyBody = Type.Object(
  { ...UpdateKeyBody.properties, scopes: Type.Optional(serviceScopes) },
  { additionalProperties: false, minProperties: 1 },
)

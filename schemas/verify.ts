import Type, { type Static } from 'typebox'
import { Me } from './me.ts'
import { MOST_SCOPES, SCOPE } from './scope.ts'

const PresentedKey = Type.String({
  minLength: 1,
  maxLength: 200,
  description: 'The API key that a client sent to your service',
})
const Count = Type.Boolean({
  default: true,
  description: 'Whether checking a valid key counts as a request against the limits of its account',
})

const RequiredScopes = Type.Optional(
  Type.Array(Type.String({ pattern: SCOPE.source }), {
    maxItems: MOST_SCOPES,
    description: 'Scopes that are all required',
    examples: [['iocs:read']],
  }),
)

export const VerifyBody = Type.Object(
  { key: PresentedKey, count: Count, scopes: RequiredScopes },
  { additionalProperties: false },
)

export const VerifyBatchBody = Type.Object(
  { keys: Type.Array(PresentedKey, { minItems: 1, maxItems: 100 }), count: Count, scopes: RequiredScopes },
  { additionalProperties: false },
)

export const Verification = Type.Object(
  {
    valid: Type.Boolean({ examples: [true] }),
    code: Type.Enum(
      [
        'valid',
        'invalid_api_key',
        'insufficient_scope',
        'rate_limit_exceeded',
        'cost_exceeds_limit',
        'account_suspended',
        'key_paused',
      ],
      {
        type: 'string',
        description:
          'With `invalid_api_key`, the fields below are absent; with any other code, all of them are present',
      },
    ),
    ...Type.Partial(Me).properties,
  },
  { $id: 'Verification' },
)
export type Verification = Static<typeof Verification>

import Type, { type Static } from 'typebox'
import { RequiredEntitlements } from './condition.ts'
import { Cost } from './cost.ts'
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
  { key: PresentedKey, count: Count, cost: Cost, scopes: RequiredScopes, entitlements: RequiredEntitlements },
  { additionalProperties: false },
)

export const VerifyBatchBody = Type.Object(
  {
    keys: Type.Array(PresentedKey, { minItems: 1, maxItems: 100 }),
    count: Count,
    cost: Cost,
    scopes: RequiredScopes,
    entitlements: RequiredEntitlements,
  },
  { additionalProperties: false },
)

export const Verification = Type.Object(
  {
    valid: Type.Boolean({ examples: [true] }),
    code: Type.Enum(
      [
        'valid',
        'invalid_api_key',
        'insufficient_tier',
        'insufficient_scope',
        'rate_limit_exceeded',
        'cost_exceeds_limit',
        'account_suspended',
        'key_paused',
      ],
      {
        type: 'string',
        description: 'With `invalid_api_key`, only `reason` follows; with any other code, all the other fields do',
      },
    ),
    reason: Type.Optional(
      Type.Enum(['revoked', 'expired', 'unknown', 'malformed', 'other_environment'], {
        type: 'string',
        description:
          'Why the key is invalid; only with `invalid_api_key`. For you, not for your client. `other_environment`: a key of another deployment, by its prefix',
      }),
    ),
    ...Type.Partial(Me).properties,
  },
  { $id: 'Verification' },
)
export type Verification = Static<typeof Verification>

import Type, { type Static } from 'typebox'
import { Me } from './me.ts'

const PresentedKey = Type.String({
  minLength: 1,
  maxLength: 200,
  description: 'A key that somebody presented to the service',
})
const Count = Type.Boolean({ default: true, description: 'Whether the key counts as used, if it is good' })

export const VerifyBody = Type.Object({ key: PresentedKey, count: Count }, { additionalProperties: false })

export const VerifyBatchBody = Type.Object(
  { keys: Type.Array(PresentedKey, { minItems: 1, maxItems: 100 }), count: Count },
  { additionalProperties: false },
)

export const Verification = Type.Object(
  {
    valid: Type.Boolean({ examples: [true] }),
    code: Type.Enum(['valid', 'invalid_api_key', 'rate_limit_exceeded'], {
      type: 'string',
      description:
        'An invalid key says nothing else; a key that is good but out of requests is described like a valid one',
    }),
    ...Type.Partial(Me).properties,
  },
  { $id: 'Verification' },
)
export type Verification = Static<typeof Verification>

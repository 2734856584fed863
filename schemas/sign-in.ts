import Type from 'typebox'

export const SignInBody = Type.Object(
  { code: Type.String({ maxLength: 100, description: 'The code in the link, after `#`', examples: ['kwcode_...'] }) },
  { additionalProperties: false },
)

/** No field is needed. */
export const SignOutBody = Type.Object({}, { additionalProperties: false })

export const Success = Type.Object({ success: Type.Boolean({ examples: [true] }) })

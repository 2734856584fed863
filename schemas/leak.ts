import Type, { type Static } from 'typebox'
import { NullableText, Storable } from './primitives.ts'

/** How a leak was reported. */
export const ReportedBy = Type.Enum(['report', 'github', 'owner'], {
  type: 'string',
  description:
    'How the leak was reported: `report` by anyone who found the key, `github` by GitHub secret scanning, `owner` by the account that owns the key',
})
export type ReportedBy = Static<typeof ReportedBy>

/** The leak of a key, as responses show it. */
export interface KeyLeak {
  reported_by: ReportedBy
  /** The name of `reported_by` in the previous release. */
  door: ReportedBy
  source_url: string | null
  note: string | null
}

export const KeyLeak = Type.Unsafe<KeyLeak | null>({
  type: 'object',
  nullable: true,
  description: 'For a key that was revoked because it leaked: how the leak was reported and where the key was found',
  required: ['reported_by', 'door', 'source_url', 'note'],
  properties: {
    reported_by: ReportedBy,
    door: { ...ReportedBy, description: 'Use `reported_by`', deprecated: true },
    source_url: NullableText({ examples: ['https://example.com/paste/1'] }),
    note: NullableText({ examples: ['found in a public repository'] }),
  },
  examples: [null],
})

const where = {
  source_url: Type.Optional(
    Type.String({
      maxLength: 2_000,
      ...Storable,
      description:
        'Where the key was found: an http or https URL. Anything that looks like a credential is stored as `***`, but masking can miss some',
      examples: ['https://example.com/paste/1'],
    }),
  ),
  note: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 400,
      ...Storable,
      description:
        'Further information. Anything that looks like a credential is stored as `***`, but masking can miss some',
      examples: ['found in a public repository'],
    }),
  ),
}

export const OwnerLeakBody = Type.Object(where, { additionalProperties: false })

export const CredentialsBody = Type.Object(
  {
    credentials: Type.Array(Type.String({ minLength: 1, maxLength: 1_000 }), {
      minItems: 1,
      maxItems: 1_000,
      description:
        'The keys, or texts that contain keys, exactly as they were found. Everything else in them is ignored',
      examples: [['sk_live_4fT8aQz1_…']],
    }),
    ...where,
  },
  { additionalProperties: false },
)

export const ReportAccepted = Type.Object(
  { message: Type.String({ examples: ['Thank you. Every active key in the report has been revoked'] }) },
  { description: 'Accepted. Every active key in the report has been revoked.' },
)

/** GitHub's secret scanning partner program: docs.github.com/code-security/secret-scanning */
export const GithubBody = Type.Array(
  Type.Object({
    token: Type.String({ minLength: 1, maxLength: 1_000 }),
    type: Type.String({ maxLength: 200 }),
    url: Type.Optional(NullableText({ maxLength: 4_000 })),
    source: Type.Optional(NullableText({ maxLength: 200 })),
  }),
  { minItems: 1, maxItems: 1_000 },
)

export const GithubLabels = Type.Array(
  Type.Object({
    token_hash: Type.String({ description: 'SHA-256 of the token, in hexadecimal' }),
    token_type: Type.String(),
    label: Type.Enum(['true_positive', 'false_positive'], {
      type: 'string',
      description: '`true_positive` if the token is, was or contains a key of this service',
    }),
  }),
  { description: 'One label per token. Every active key in the tokens has been revoked' },
)

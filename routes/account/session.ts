import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { shownId } from '../../auth/account-id.ts'
import { DEFAULT_PREFIX, type KeyFormat } from '../../config/key-format.ts'
import { findAccount } from '../../db/accounts.ts'
import { errorResponses } from '../../schemas/error.ts'
import { AnyAccountId, NullableText, NullableTimestamp, Timestamp, Windows } from '../../schemas/primitives.ts'
import { Role } from '../../schemas/role.ts'
import { Scopes } from '../../schemas/scope.ts'
import { Entitlements, Tier } from '../../schemas/tier.ts'

const SessionState = Type.Object({
  account_id: AnyAccountId,
  person_id: Type.Optional({
    ...AnyAccountId,
    description: "The signed-in person's ID; omitted if it is the account's",
  }),
  role: Role,
  email: NullableText({
    description: 'Email address from the session; null if it has none',
    examples: ['ada@example.com'],
  }),
  portal: Type.Optional(
    Type.Object(
      {
        label: NullableText({ description: 'What your backend calls the person', examples: ['ada@example.com'] }),
        return_url: NullableText({
          description: 'URL to which the page offers to return',
          examples: ['https://app.example.com/settings'],
        }),
        expires_at: { ...Timestamp, description: 'When the session ends' },
      },
      { description: 'Only for a session that your backend has started. `POST /api/v1/sign-out` ends it' },
    ),
  ),
  suspended_at: {
    ...NullableTimestamp,
    description: 'When the account was suspended: its keys are rejected, and can only be revoked; null if it is not',
  },
  tier: Tier,
  plan: Type.Object({
    title: Type.String({ description: 'What people call the tier', examples: ['Free'] }),
    keys: Type.Integer({ description: 'How many keys of the account can be active', examples: [100] }),
    longest_days: Type.Unsafe<number | null>({
      type: 'integer',
      nullable: true,
      description: 'After how many days a new, changed or rotated key expires at the latest; null for no limit',
      examples: [null],
    }),
  }),
  entitlements: Entitlements,
  scopes: { ...Scopes, description: 'Scopes that keys can have; null if any scope is allowed' },
  key_prefixes: Type.Array(Type.String(), {
    description: 'What keys begin with: new keys with the first, older ones with any',
    examples: [[DEFAULT_PREFIX]],
  }),
  limits: Windows,
  sign_out_url: NullableText({
    description: 'URL where people sign out; null if none is configured',
    examples: [null],
  }),
})

interface Options {
  config: { keyFormat: KeyFormat; signOutUrl: string | undefined; scopes: readonly string[] | undefined }
}

/** `GET /api/v1/session`: the signed-in account and its rate-limit windows. */
const sessionRoute: FastifyPluginAsyncTypebox<Options> = async (app, { config }) => {
  const { keyFormat, signOutUrl, scopes } = config
  app.get(
    '/session',
    {
      schema: {
        tags: ['API Keys'],
        operationId: 'getSession',
        summary: 'Get the session',
        description: `Returns the signed-in account, its tier, and the rate-limit windows that its keys share. This request does not
count against those windows; its \`X-RateLimit-*\` headers report the separate limit on session requests.`,
        response: { 200: SessionState, ...errorResponses() },
      },
    },
    async function getSession({ session }, reply) {
      const account = await findAccount(app.db, session)
      const [account_id, { personId, email, portal }] = [shownId(session), session]
      return reply.code(200).send({
        account_id,
        ...(personId !== account_id && { person_id: personId }),
        role: session.role,
        email,
        ...(portal && {
          portal: { label: portal.label, return_url: portal.returnUrl, expires_at: portal.expiresAt },
        }),
        suspended_at: account.suspendedAt,
        tier: account.tier,
        plan: { title: account.title, keys: account.keys, longest_days: account.longestDays },
        entitlements: account.entitlements,
        scopes: scopes ? [...scopes] : null,
        key_prefixes: [...keyFormat.prefixes],
        limits: account.windows,
        sign_out_url: signOutUrl ?? null,
      })
    },
  )
}

export default sessionRoute

import Type from 'typebox'

/** The settings that say who is signed in. */
export const SESSION_SETTINGS = {
  SUPABASE_URL: Type.Optional(
    Type.String({
      description:
        'Supabase project URL: determines the issuer of sessions and provides the keys that verify them (ES256, RS256)',
    }),
  ),
  SUPABASE_JWT_SECRET: Type.Optional(
    Type.String({
      minLength: 32,
      description:
        'Shared secret that signs sessions (HS256). If `SUPABASE_URL` is set too, both kinds of session are accepted. At least 32 bytes',
    }),
  ),
  SESSION_ISSUER: Type.Optional(
    Type.String({
      maxLength: 1000,
      description:
        'Issuer of sessions from any other OpenID Connect provider, exactly as in the `iss` of its access tokens; cannot be combined with `SUPABASE_URL` or `SUPABASE_JWT_SECRET`',
    }),
  ),
  SESSION_JWKS_URL: Type.Optional(
    Type.String({
      description:
        "URL of the keys that verify sessions (ES256, RS256, EdDSA); if unset, the one in the issuer's discovery document",
    }),
  ),
  SESSION_AUDIENCE: Type.Optional(
    Type.String({
      description:
        'What the `aud` of a session must contain; `none` for providers whose tokens have no `aud`. If unset, `authenticated` (Supabase); required with `SESSION_ISSUER`',
    }),
  ),
  SESSION_REQUIRES: Type.Optional(
    Type.String({
      description:
        'Claims that a session must have, comma-separated, such as `azp=https://app.example.com`; several values of one claim are alternatives. If unset, `role=authenticated` with Supabase',
    }),
  ),
  SESSION_ACCOUNT: Type.String({
    default: 'sub',
    description:
      "Claim with the account's ID: a name or a JSON Pointer such as `/o/id`. In a comma-separated list, the first one present counts",
  }),
  SESSION_PERSON: Type.String({
    default: 'sub',
    description: "Claim with the person's ID, in the same form",
  }),
  SESSION_ROLE: Type.Optional(
    Type.String({
      description:
        "Claim with the person's role in the account, or a list of roles, in the same form; requires `SESSION_ROLES`. If unset, everyone signed in to an account is a manager",
    }),
  ),
  SESSION_ROLES: Type.Optional(
    Type.String({
      description:
        'Values of that claim that make someone a manager or a member, such as `manager:owner,member:dev`, with a vertical bar between several values for one role; everyone else is a reader',
    }),
  ),
  MEMBERS: Type.Enum(['claimed', 'strict'], {
    default: 'claimed',
    description:
      "Who may act in an account: everyone whose session names it (`claimed`), or only members who have been added, with the role that they were given (`strict`). The account's own person always may",
  }),
  SESSION_MAX_SECONDS: Type.Optional(
    Type.Integer({
      minimum: 60,
      maximum: 31_536_000,
      description: 'Longest lifetime of a session (`exp` minus `iat`); if unset, 86400 with `SESSION_ISSUER`',
    }),
  ),
  SESSION_COOKIE: Type.Optional(
    Type.String({
      pattern: "^[A-Za-z0-9!#$%&'*+.^_`|~-]+$", // RFC 6265, 4.1.1: a token
      maxLength: 200,
      description:
        "Cookie in which the frontend's Supabase packages store the session; if unset, `sb-<project>-auth-token`, where `<project>` is the first label of the host in `SUPABASE_URL`. With `SESSION_ISSUER`, a cookie that holds the access token. `sb-access-token` is always read too",
    }),
  ),
  SESSION_AAL: Type.Enum(['aal1', 'aal2'], {
    default: 'aal1',
    description: 'Authenticator assurance level: `aal2` accepts only sessions with a second factor',
  }),
}

import Type, { type Static } from 'typebox'

const Token = (description: string) =>
  Type.Optional(Type.String({ minLength: 32, description: `${description}. At least 32 characters` }))

/** The environment: every setting, with its default and what it is for. */
export const Settings = Type.Object({
  HOST: Type.String({ default: '127.0.0.1', description: 'Address to listen on' }),
  PORT: Type.Integer({ default: 3000, minimum: 0, maximum: 65535, description: 'Port to listen on' }),
  DATABASE_URL: Type.Optional(
    Type.String({
      pattern: '^postgres(ql)?://',
      description: 'PostgreSQL to use; without it, the embedded one in `DATA_DIR`',
    }),
  ),
  DATA_DIR: Type.String({ default: '.data', description: 'Folder of the embedded database, for one process' }),
  DATABASE_POOL_MAX: Type.Integer({
    default: 10,
    minimum: 3,
    maximum: 1000,
    description: 'Most connections to PostgreSQL an instance',
  }),
  SUPABASE_URL: Type.Optional(
    Type.String({ description: 'Where sessions come from: fixes their issuer and, without a secret, gives the keys' }),
  ),
  SUPABASE_JWT_SECRET: Type.Optional(
    Type.String({ minLength: 32, description: 'Shared secret of the sessions (HS256), at least 32 bytes' }),
  ),
  SIGN_IN_URL: Type.Optional(Type.String({ description: 'Where the page sends people to sign in' })),
  CORS_ORIGINS: Type.String({ default: '', description: 'Origins of other web frontends, by comma' }),
  TRUST_PROXY: Type.String({
    default: '',
    description: 'Proxies whose `X-Forwarded-*` headers are believed: addresses or CIDR ranges, by comma',
  }),
  ADMIN_TOKEN: Token('Bearer token of `/admin/v1`; without it there are no such routes'),
  VERIFY_TOKEN: Token('Bearer token of `/api/v1/verify`; without it there is no such route'),
  METRICS_TOKEN: Token('Bearer token of `/metrics`; without it `/metrics` is open'),
  SESSION_LIMIT_PER_MINUTE: Type.Integer({
    default: 120,
    minimum: 1,
    maximum: 1_000_000_000,
    description: 'Requests a minute of a signed-in account, an instance',
  }),
  ANONYMOUS_LIMIT_PER_MINUTE: Type.Integer({
    default: 300,
    minimum: 1,
    maximum: 1_000_000_000,
    description: 'Requests a minute without a credential from an address, an instance',
  }),
  FORWARDED_URI_HEADER: Type.Optional(
    Type.Enum(['X-Original-URI', 'X-Forwarded-Uri'], {
      description:
        '`X-Original-URI` or `X-Forwarded-Uri`: where the gateway passes the URI it was asked for; without it, the path is that URI (Envoy)',
    }),
  ),
  LOG_LEVEL: Type.Enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], {
    default: 'info',
    description:
      'One line a request at `info`, `debug` and `trace`; fewer at `warn`, `error`, `fatal`, none at `silent`',
  }),
})
export type Settings = Static<typeof Settings>

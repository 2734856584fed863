import Type, { type Static } from 'typebox'
import { DEFAULT_PREFIX } from './key-format.ts'
import { SESSION_SETTINGS } from './session-settings.ts'

const Token = (description: string) =>
  Type.Optional(Type.String({ minLength: 32, description: `${description}. At least 32 characters` }))
const Previous = (name: string) => Token(`Accepted beside \`${name}\` while callers switch to the new token`)
const DATABASE_URL = '^postgres(ql)?://(?:.*\\S)?$'

/** The environment: every setting, with its default and what it is for. */
export const Settings = Type.Object({
  HOST: Type.String({ default: '127.0.0.1', description: 'Address to listen on' }),
  PORT: Type.Integer({ default: 3000, minimum: 0, maximum: 65535, description: 'Port to listen on' }),
  DATABASE_URL: Type.Optional(
    Type.String({
      pattern: DATABASE_URL,
      description: 'PostgreSQL URL; if unset, an embedded PostgreSQL in `DATA_DIR`',
    }),
  ),
  MIGRATION_DATABASE_URL: Type.Optional(
    Type.String({
      pattern: DATABASE_URL,
      description: 'The same database with the role that owns its tables, for migrations; if unset, `DATABASE_URL`',
    }),
  ),
  DATA_DIR: Type.String({ default: '.data', description: 'Folder of the embedded database; one process per folder' }),
  DATABASE_POOL_MAX: Type.Integer({
    default: 10,
    minimum: 4,
    maximum: 1000,
    description: 'Maximum PostgreSQL connections per instance',
  }),
  DATABASE_POOLING: Type.Enum(['session', 'transaction'], {
    default: 'session',
    description:
      'Pooling mode of the connection pooler in front of PostgreSQL, if there is one: `session` or `transaction`',
  }),
  ...SESSION_SETTINGS,
  PUBLIC_URL: Type.Optional(
    Type.String({
      description:
        "Origin at which people's browsers reach keyward, such as `https://keys.example.com`; [links](docs/operating.md#links-from-your-backend) begin with it. If unset, links work only on this machine",
    }),
  ),
  SIGN_IN_URL: Type.Optional(Type.String({ description: 'URL where the page sends people to sign in' })),
  SIGN_OUT_URL: Type.Optional(Type.String({ description: 'URL where the page sends people to sign out' })),
  CORS_ORIGINS: Type.String({ default: '', description: 'Origins of other web frontends, comma-separated' }),
  TRUST_PROXY: Type.String({
    default: '',
    description: 'Proxies whose `X-Forwarded-*` headers are trusted: addresses or CIDR ranges, comma-separated',
  }),
  SCOPES: Type.String({
    default: '',
    description: 'Scopes that keys can have, comma-separated; if unset, any scope is allowed',
  }),
  KEY_PREFIXES: Type.String({
    default: DEFAULT_PREFIX,
    description:
      'Prefixes of keys, comma-separated: new keys get the first, and up to two more are accepted; see [Your prefix](docs/operating.md#your-prefix)',
  }),
  IMPORTED_KEY_SHAPES: Type.String({
    default: '',
    description:
      'Shapes of imported keys, comma-separated: an optional prefix, an alphabet (`hex`, `letters`, `base58`, `base62`, `base64url`) and a length, such as `acme_ base58 21-22`',
  }),
  ADMIN_TOKEN: Token(
    'Bearer token of operators for `/admin/v1`; if unset, these routes do not exist, also for service keys',
  ),
  ADMIN_TOKEN_PREVIOUS: Previous('ADMIN_TOKEN'),
  VERIFY_TOKEN: Token('Token for `/api/v1/verify` and `/oauth2/introspect`; if unset, these routes do not exist'),
  VERIFY_TOKEN_PREVIOUS: Previous('VERIFY_TOKEN'),
  METRICS_TOKEN: Token('Bearer token for `/metrics`; if unset, `/metrics` is public'),
  METRICS_TOKEN_PREVIOUS: Previous('METRICS_TOKEN'),
  SESSION_LIMIT_PER_MINUTE: Type.Integer({
    default: 120,
    minimum: 1,
    maximum: 1_000_000_000,
    description: 'Requests per minute for each person signed in to an account, per instance',
  }),
  ANONYMOUS_LIMIT_PER_MINUTE: Type.Integer({
    default: 300,
    minimum: 1,
    maximum: 1_000_000_000,
    description: 'Requests per minute without a credential for each address, per instance',
  }),
  FORWARDED_URI_HEADER: Type.Optional(
    Type.Enum(['X-Original-URI', 'X-Forwarded-Uri'], {
      description:
        'Header in which the gateway sends the URI that the client requested: `X-Original-URI` or `X-Forwarded-Uri`; if unset, the URI is read from the path (Envoy)',
    }),
  ),
  GITHUB_KEYS_URL: Type.Optional(
    Type.String({
      description:
        'URL where GitHub publishes its secret scanning keys, `https://api.github.com/meta/public_keys/secret_scanning`; if unset, `/api/v1/leaks/github` does not exist',
    }),
  ),
  API_INFO: Type.Optional(
    Type.String({
      description:
        'Path of a JSON file with the name, logo and color of your API, and the introduction of its OpenAPI document; see [Your brand](docs/operating.md#your-brand). If unset, those of SOC Defenders and keyward',
    }),
  ),
  OTEL_EXPORTER_OTLP_ENDPOINT: Type.Optional(
    Type.String({
      description: 'URL of an OpenTelemetry collector that accepts OTLP over HTTP; if unset, tracing is off',
    }),
  ),
  OTEL_TRACES_SAMPLER_ARG: Type.Number({
    default: 1,
    minimum: 0,
    maximum: 1,
    description:
      'Share of requests to trace, from 0 to 1; a request with a `traceparent` follows the decision in it instead',
  }),
  LOG_LEVEL: Type.Enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], {
    default: 'info',
    description:
      '`info`, `debug` and `trace` log every request; `warn`, `error` and `fatal` log only problems; `silent` logs neither. Revocations are always logged',
  }),
})
export type Settings = Static<typeof Settings>

export const TOKENS = ['ADMIN_TOKEN', 'VERIFY_TOKEN', 'METRICS_TOKEN'] as const
/** Settings that can be read from a file: append `_FILE` to the name and set it to the path. */
export const SECRETS = [
  'DATABASE_URL',
  'MIGRATION_DATABASE_URL',
  'SUPABASE_JWT_SECRET',
  ...TOKENS.flatMap(name => [name, `${name}_PREVIOUS`] as const),
]

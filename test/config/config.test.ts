import t from 'tap'
import { readConfig, readDeployment } from '../../config/config.ts'
import { SUPABASE_RULES } from '../../config/session-rules.ts'
import { Settings } from '../../config/settings.ts'

const SECRET = 'x'.repeat(32)
const TOKEN = 'y'.repeat(32)
const SUPABASE = { SUPABASE_JWT_SECRET: SECRET }

t.test('every setting has its default', async t => {
  t.same(readConfig({}), {
    host: '127.0.0.1',
    port: 3000,
    databaseUrl: undefined,
    migrationDatabaseUrl: undefined,
    dataDir: '.data',
    databasePoolMax: 10,
    databasePooling: 'session',
    session: undefined,
    sessionAssurance: 'aal1',
    sessionRules: SUPABASE_RULES,
    signInUrl: undefined,
    signOutUrl: undefined,
    corsOrigins: [],
    trustProxy: [],
    keyFormat: { prefixes: ['sk_live_'] },
    importedKeyShapes: [],
    adminTokens: [],
    verifyTokens: [],
    metricsTokens: [],
    sessionLimitPerMinute: 120,
    anonymousLimitPerMinute: 300,
    forwardedUriHeader: undefined,
    otlpEndpoint: undefined,
    traceRatio: 1,
    logLevel: 'info',
  })
})

t.test('an empty setting counts as unset', async t => {
  const empty = Object.fromEntries(Object.keys(Settings.properties).map(name => [name, '']))
  t.same(readConfig(empty), readConfig({}))
})

t.test('other environment variables are ignored', async t =>
  t.same(readConfig({ PATH: '/bin', PORTS: '1', port: '1', NODE_ENV: 'production' }), readConfig({})),
)

t.test('settings cannot be changed afterwards', async t => {
  const config = readConfig({}) as { port: number }
  t.throws(() => {
    config.port = 1
  }, TypeError)
})

const VALID: [name: keyof typeof Settings.properties, value: string, expected: object][] = [
  ['HOST', '::1', { host: '::1' }],
  ['HOST', 'localhost', { host: '127.0.0.1' }],
  ['PORT', '0', { port: 0 }],
  ['PORT', '65535', { port: 65535 }],
  [
    'DATABASE_URL',
    'postgres://u:p@db:5432/k?sslmode=require',
    { databaseUrl: 'postgres://u:p@db:5432/k?sslmode=require' },
  ],
  ['DATABASE_URL', 'postgresql:///k?host=/run/postgresql', { databaseUrl: 'postgresql:///k?host=/run/postgresql' }],
  ['DATA_DIR', '/var/lib/keyward', { dataDir: '/var/lib/keyward' }],
  ['DATABASE_POOL_MAX', '4', { databasePoolMax: 4 }],
  ['DATABASE_POOLING', 'transaction', { databasePooling: 'transaction' }],
  ['SUPABASE_JWT_SECRET', SECRET, { session: { kind: 'secret', secret: SECRET } }],
  ['SUPABASE_URL', 'https://abcdefgh.supabase.co', { sessionCookie: 'sb-abcdefgh-auth-token' }],
  ['SUPABASE_URL', 'http://127.0.0.1:54321', { sessionCookie: 'sb-127-auth-token' }],
  ['SESSION_AUDIENCE', 'none', { sessionRules: { audience: undefined } }],
  ['SESSION_AUDIENCE', 'keys', { sessionRules: { audience: 'keys' } }],
  [
    'SESSION_REQUIRES',
    'azp=https://a.example, /o/rol=admin,azp=b=c',
    {
      sessionRules: {
        requires: [
          { path: ['azp'], values: ['https://a.example', 'b=c'] },
          { path: ['o', 'rol'], values: ['admin'] },
        ],
      },
    },
  ],
  ['SESSION_ACCOUNT', '/o/id, sub', { sessionRules: { account: [['o', 'id'], ['sub']] } }],
  ['SESSION_ACCOUNT', '/https:~1~1acme.com~1org/~01', { sessionRules: { account: [['https://acme.com/org', '~1']] } }],
  ['SESSION_PERSON', 'https://acme.com/user', { sessionRules: { person: [['https://acme.com/user']] } }],
  ['MEMBERS', 'strict', { sessionRules: { onlyMembers: true } }],
  ['SESSION_MAX_SECONDS', '3600', { sessionRules: { maxSeconds: 3600 } }],
  ['SESSION_COOKIE', 'my-session', { sessionCookie: 'my-session' }],
  [
    'SIGN_IN_URL',
    'https://app.example.com/sign-in?from=keys',
    { signInUrl: 'https://app.example.com/sign-in?from=keys' },
  ],
  ['SESSION_AAL', 'aal2', { sessionAssurance: 'aal2' }],
  ['PUBLIC_URL', 'https://keys.example.com/', { publicUrl: 'https://keys.example.com' }],
  ['PUBLIC_URL', 'http://localhost:3000', { publicUrl: 'http://localhost:3000' }],
  ['SIGN_OUT_URL', 'https://app.example.com/out', { signOutUrl: 'https://app.example.com/out' }],
  [
    'CORS_ORIGINS',
    'https://a.example, http://localhost:5173',
    { corsOrigins: ['https://a.example', 'http://localhost:5173'] },
  ],
  ['CORS_ORIGINS', ' ,, ', { corsOrigins: [] }],
  ['TRUST_PROXY', '10.0.0.0/8, ::1, fd00::/8', { trustProxy: ['10.0.0.0/8', '::1', 'fd00::/8'] }],
  ['KEY_PREFIXES', 'acme_live_, sk_live_', { keyFormat: { prefixes: ['acme_live_', 'sk_live_'] } }],
  ['KEY_PREFIXES', 'a1_', { keyFormat: { prefixes: ['a1_'] } }],
  ['KEY_PREFIXES', `${'A'.repeat(19)}_`, { keyFormat: { prefixes: [`${'A'.repeat(19)}_`] } }],
  ['IMPORTED_KEY_SHAPES', 'acme_ base58 21-22', { importedKeyShapes: [/^acme_[1-9A-HJ-NP-Za-km-z]{21,22}$/] }],
  ['SCOPES', 'iocs:read, feeds:read', { scopes: ['iocs:read', 'feeds:read'] }],
  ['ADMIN_TOKEN', TOKEN, { adminTokens: [TOKEN] }],
  ['VERIFY_TOKEN', TOKEN, { verifyTokens: [TOKEN] }],
  ['VERIFY_TOKEN', `a "token": ${TOKEN}`, { verifyTokens: [`a "token": ${TOKEN}`] }],
  ['METRICS_TOKEN', TOKEN, { metricsTokens: [TOKEN] }],
  ['SESSION_LIMIT_PER_MINUTE', '1', { sessionLimitPerMinute: 1 }],
  ['ANONYMOUS_LIMIT_PER_MINUTE', '1000000', { anonymousLimitPerMinute: 1_000_000 }],
  ['FORWARDED_URI_HEADER', 'X-Original-URI', { forwardedUriHeader: 'X-Original-URI' }],
  ['FORWARDED_URI_HEADER', 'X-Forwarded-Uri', { forwardedUriHeader: 'X-Forwarded-Uri' }],
  ['GITHUB_KEYS_URL', 'https://api.github.com/keys', { githubKeysUrl: 'https://api.github.com/keys' }],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'http://127.0.0.1:4318/', { otlpEndpoint: 'http://127.0.0.1:4318' }],
  ['OTEL_TRACES_SAMPLER_ARG', '0.01', { traceRatio: 0.01 }],
  ['LOG_LEVEL', 'silent', { logLevel: 'silent' }],
]

t.test('valid values', async t => {
  for (const [name, value, expected] of VALID) t.match(readConfig({ ...SUPABASE, [name]: value }), expected, name)
})

/** No header carries these as they are. */
const UNSENDABLE = [` ${TOKEN}`, `${TOKEN} `, `${TOKEN}\n${TOKEN}`, `${TOKEN}\0`, `${TOKEN}ü`, `\ufeff${TOKEN}`]

const INVALID: [name: keyof typeof Settings.properties, values: string[]][] = [
  ['API_INFO', ['/nowhere/api.json']],
  ['PORT', ['-1', '65536', '3000.5', 'http', '0x1G']],
  [
    'DATABASE_URL',
    [
      'mysql://root:hunter2hunter2@db/k',
      'db.example.com:5432',
      ' postgres://secret@db/k',
      'postgres:',
      'postgres://secret@db/k ',
    ],
  ],
  ['MIGRATION_DATABASE_URL', ['mysql://root:hunter2hunter2@db/k', 'postgres:']],
  ['DATABASE_POOLING', ['statement', 'Session']],
  ['DATABASE_POOL_MAX', ['3', '0', '-5', '1001', 'many']],
  ['SUPABASE_URL', ['abcdefgh.supabase.co', 'ftp://a.example', 'https://user:hunter2@a.example', 'https://', '/auth']],
  ['SUPABASE_JWT_SECRET', ['x'.repeat(31), 'hunter2', ` ${SECRET}`, `${SECRET}\t`]],
  ['SESSION_COOKIE', ['my session', 'a=b', 'session;', 'sitzung-für-alle']],
  ['SESSION_AAL', ['aal3', 'AAL2', '2']],
  [
    'PUBLIC_URL',
    ['keys.example.com', 'http://keys.example.com', 'https://keys.example.com/app', 'https://u:p@a.example'],
  ],
  ['SIGN_OUT_URL', ['/sign-out', 'javascript:alert(1)', 'https://user:hunter2@a.example/']],
  ['SIGN_IN_URL', ['/sign-in', 'javascript:alert(1)', 'data:text/html,x', 'https://user:hunter2@a.example/']],
  [
    'CORS_ORIGINS',
    [
      '*',
      'null',
      'app.example.com',
      'https://a.example/',
      'https://a.example/path',
      'https://A.example',
      'https://a.example:443',
      'https://*.example.com',
      'https://a.example https://b.example',
    ],
  ],
  [
    'TRUST_PROXY',
    [
      '1',
      'true',
      '10.0.0.0/33',
      '0.0.0.0/0',
      '10.0.0',
      '::/129',
      '10.0.0.0/8/8',
      'loopback',
      'proxy.internal',
      '10.0.0.1/',
    ],
  ],
  [
    'IMPORTED_KEY_SHAPES',
    [
      'acme_',
      'acme_ base58',
      'base58 15',
      'base58 151',
      'base58 22-21',
      'acme_ base32 22',
      'a b base58 22',
      'a$ hex 32',
    ],
  ],
  [
    'KEY_PREFIXES',
    [
      ',',
      'acme',
      'ab_cd',
      '1a_',
      '_a_',
      'a_',
      `${'a'.repeat(20)}_`,
      'acme-_',
      'acme._',
      'a(b)_',
      'acmé_',
      'aaa_,bbb_,ccc_,ddd_',
      'acme_,acme_',
      'acme_,acme_live_',
      'acme_live_,acme_',
      'keyward_live_',
    ],
  ],
  ['SCOPES', ['iocs read', 'Iocs:Read', '*', 'x'.repeat(65), ':a', 'keyward:keys:read']],
  ['ADMIN_TOKEN', ['x'.repeat(31), 'admin-admin', ...UNSENDABLE]],
  ['ADMIN_TOKEN_PREVIOUS', [TOKEN]],
  ['VERIFY_TOKEN_PREVIOUS', [TOKEN, 'hunter2']],
  ['METRICS_TOKEN_PREVIOUS', [TOKEN]],
  ['VERIFY_TOKEN', ['hunter2hunter2', ...UNSENDABLE]],
  ['METRICS_TOKEN', ['hunter2hunter2', ...UNSENDABLE]],
  ['SESSION_LIMIT_PER_MINUTE', ['0', '-1', '1.5', 'none', 'Infinity']],
  ['ANONYMOUS_LIMIT_PER_MINUTE', ['0', '-1', 'unlimited']],
  ['SESSION_ISSUER', ['https://login.example.com/']],
  ['SESSION_JWKS_URL', ['https://login.example.com/keys']],
  ['SESSION_REQUIRES', ['admin', 'zone=', '=app', '/o/~2=x', 'user_metadata=x', '/unsafe_metadata/role=admin']],
  ['SESSION_ACCOUNT', [',', '/o/~', '/o/id,/user_metadata/team', 'unsafe_metadata']],
  ['SESSION_PERSON', ['/~x', '/app/user_metadata/id']],
  ['SESSION_ROLE', ['/app/role/hunter2']],
  ['SESSION_ROLES', ['manager:hunter2']],
  ['MEMBERS', ['everyone', 'Strict']],
  ['SESSION_MAX_SECONDS', ['0', '59', '1.5', 'day', '31536001']],
  ['FORWARDED_URI_HEADER', ['X-Rewrite-Url', 'x-original-uri', 'X-Original-URI,X-Forwarded-Uri']],
  ['GITHUB_KEYS_URL', ['api.github.com/keys', 'ftp://a.example/keys', 'https://user:hunter2@a.example/keys']],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', ['127.0.0.1:4318', 'grpc://a.example:4317', 'https://user:hunter2@a.example']],
  ['OTEL_TRACES_SAMPLER_ARG', ['-0.1', '1.1', 'always_on']],
  ['LOG_LEVEL', ['verbose', 'INFO', '30']],
]

t.test('an invalid value prevents the start with a message that names the setting and not the value', async t => {
  for (const [name, values] of INVALID)
    for (const value of values) {
      const message = rejectionOf({ ...SUPABASE, [name]: value })
      t.match(message, name, `${name}=${value}`)
      if (value.length > 3) t.notOk(message.includes(value) || message.includes('hunter2'), `${message} hides ${value}`)
    }
})

t.test('the error for a setting with fixed values lists them', async t => {
  t.equal(
    rejectionOf({ FORWARDED_URI_HEADER: 'X-Uri' }),
    'invalid setting: FORWARDED_URI_HEADER must be one of X-Original-URI, X-Forwarded-Uri',
  )
  t.match(rejectionOf({ LOG_LEVEL: 'verbose' }), 'LOG_LEVEL must be one of trace, debug, info')
})

t.test('the command line speaks to an instance on this machine, unless told otherwise', async t => {
  t.same(readDeployment({ ADMIN_TOKEN: TOKEN }), { url: 'http://127.0.0.1:3000', token: TOKEN })
  const KEYWARD_URL = 'https://keys.example.com'
  t.same(readDeployment({ ADMIN_TOKEN: TOKEN, KEYWARD_URL }), { url: KEYWARD_URL, token: TOKEN })
  t.throws(() => readDeployment({}), { message: 'ADMIN_TOKEN is not set' })
})

t.test('with PUBLIC_URL and no provider, people sign in by links only', async t => {
  const links = { PUBLIC_URL: 'https://keys.example.com', HOST: '0.0.0.0', DATABASE_URL: 'postgres://localhost/x' }
  t.match(readConfig({ ...links, ADMIN_TOKEN: TOKEN }), { session: { kind: 'links' } })
  t.match(rejectionOf(links), 'PUBLIC_URL requires ADMIN_TOKEN')
})

t.test('this file tests every setting', async t => {
  const tried = new Set<string>([...VALID, ...INVALID].map(([name]) => name))
  t.same(
    Object.keys(Settings.properties).filter(name => !tried.has(name)),
    [],
  )
})

t.test('SUPABASE_URL determines the issuer and its keys, with a secret too', async t => {
  const issuer = 'https://abc.supabase.co/auth/v1'
  const published = { issuer, url: new URL(`${issuer}/.well-known/jwks.json`) }
  for (const url of ['https://abc.supabase.co', 'https://abc.supabase.co/', 'https://abc.supabase.co//']) {
    t.same(readConfig({ SUPABASE_URL: url }).session, { kind: 'jwks', ...published })
    t.same(readConfig({ SUPABASE_URL: url, ...SUPABASE }).session, { kind: 'both', secret: SECRET, ...published })
  }
})

const PUBLISHED = [
  'super-secret-jwt-token-with-at-least-32-characters-long',
  'your-super-secret-jwt-token-with-at-least-32-characters-long',
]

t.test('migrations can have a different address than instances', async t => {
  const MIGRATION_DATABASE_URL = 'postgres://owner@db/k'
  t.match(readConfig({ ...SUPABASE, DATABASE_URL: 'postgres://db/k', MIGRATION_DATABASE_URL }), {
    databaseUrl: 'postgres://db/k',
    migrationDatabaseUrl: MIGRATION_DATABASE_URL,
  })
  t.match(rejectionOf({ ...SUPABASE, MIGRATION_DATABASE_URL }), /MIGRATION_DATABASE_URL requires DATABASE_URL/)
})

t.test('roles come from a claim that people cannot write, by values that each stand for one role', async t => {
  const read = (SESSION_ROLE: string, SESSION_ROLES: string, more = {}) =>
    rejectionOf({ ...SUPABASE, SESSION_ROLE, SESSION_ROLES, ...more })
  t.match(
    readConfig({ ...SUPABASE, SESSION_ROLE: '/o/rol, role', SESSION_ROLES: 'manager:org:admin | x, member:dev' }),
    {
      sessionRules: {
        role: {
          paths: [['o', 'rol'], ['role']],
          roles: new Map([
            ['org:admin', 'manager'],
            ['x', 'manager'],
            ['dev', 'member'],
          ]),
        },
      },
    },
  )
  t.match(rejectionOf({ ...SUPABASE, SESSION_ROLE: 'role' }), /SESSION_ROLE and SESSION_ROLES require each other/)
  t.match(
    rejectionOf({ ...SUPABASE, SESSION_ROLES: 'member:dev' }),
    /SESSION_ROLE and SESSION_ROLES require each other/,
  )
  for (const roles of ['owner', 'owner:x', 'reader:x', 'manager:', 'manager:a|', 'manager:|a', 'manager:a||b', ','])
    t.match(read('role', roles), /SESSION_ROLES must list/, roles)
  for (const roles of ['manager:a,member:a', 'manager:a|a']) t.match(read('role', roles), /each value once/, roles)
  t.match(read(',', 'member:dev'), /SESSION_ROLE must name a claim/)
  t.match(read('role', 'member:dev', { MEMBERS: 'strict' }), /no effect with MEMBERS=strict/)
  for (const setting of ['SESSION_ROLE', 'SESSION_ACCOUNT', 'SESSION_PERSON'])
    for (const metadata of ['/user_metadata/x', '/unsafe_metadata/x', 'user_metadata'])
      t.match(
        rejectionOf({ ...SUPABASE, SESSION_ROLE: 'role', SESSION_ROLES: 'member:dev', [setting]: metadata }),
        new RegExp(`${setting} must not use metadata that people can change`),
      )
})

t.test('the secrets that Supabase publishes are rejected unless only loopback can reach the service', async t => {
  for (const secret of PUBLISHED) {
    for (const HOST of ['0.0.0.0', '::', '192.168.1.2', 'keyward.internal', '127.0.0.1.example'])
      t.match(rejectionOf({ HOST, SUPABASE_JWT_SECRET: secret }), /SUPABASE_JWT_SECRET.*publishes/, HOST)
    for (const HOST of ['127.0.0.1', '::1', 'localhost', '127.1.2.3'])
      t.match(readConfig({ HOST, SUPABASE_JWT_SECRET: secret }).session, { kind: 'secret' }, HOST)
    t.notOk(rejectionOf({ HOST: '0.0.0.0', SUPABASE_JWT_SECRET: secret }).includes(secret))
    const SUPABASE_URL = 'https://abc.supabase.co'
    t.match(
      rejectionOf({ HOST: '0.0.0.0', SUPABASE_JWT_SECRET: secret, SUPABASE_URL }),
      /publishes/,
      'beside an address',
    )
  }
})

t.test('without an identity provider, keyward is a demo or does not start', async t => {
  t.equal(readConfig({}).session, undefined)
  t.match(rejectionOf({ HOST: '0.0.0.0' }), /SUPABASE_URL or SUPABASE_JWT_SECRET.*HOST/)
  t.match(rejectionOf({ HOST: '10.0.0.1' }), /HOST/)
  t.match(rejectionOf({ DATABASE_URL: 'postgres://db/k' }), /SUPABASE_URL or SUPABASE_JWT_SECRET.*DATABASE_URL/)
  t.match(rejectionOf({ TRUST_PROXY: '127.0.0.1' }), /SUPABASE_URL or SUPABASE_JWT_SECRET.*TRUST_PROXY/)
})

const ISSUER = 'https://login.example.com/'
const OTHER = { SESSION_ISSUER: ISSUER, SESSION_AUDIENCE: 'keys' }

t.test('SESSION_ISSUER determines the keys by its discovery document, or SESSION_JWKS_URL names them', async t => {
  const discovery = { kind: 'jwks', setting: 'SESSION_ISSUER', isDiscovery: true }
  for (const [issuer, address] of [
    [ISSUER, 'https://login.example.com/.well-known/openid-configuration'],
    ['https://a.example/realms/b', 'https://a.example/realms/b/.well-known/openid-configuration'],
    ['http://127.0.0.1:8080/a/', 'http://127.0.0.1:8080/a/.well-known/openid-configuration'],
  ] as const) {
    const { session, sessionRules } = readConfig({ ...OTHER, SESSION_ISSUER: issuer })
    t.same(session, { ...discovery, issuer, url: new URL(address) })
    t.match(sessionRules, { isSupabase: false, audience: 'keys', requires: [], maxSeconds: 86_400 })
  }
  const SESSION_JWKS_URL = 'https://keys.example.com/set?v=1'
  t.same(readConfig({ ...OTHER, SESSION_ISSUER: 'any text', SESSION_JWKS_URL }).session, {
    ...{ kind: 'jwks', issuer: 'any text', url: new URL(SESSION_JWKS_URL), setting: 'SESSION_JWKS_URL' },
  })
})

t.test('a provider whose sessions could be for anyone prevents the start', async t => {
  const bad: [settings: NodeJS.ProcessEnv, message: RegExp][] = [
    [{ ...SUPABASE }, /SESSION_ISSUER cannot be combined/],
    [{ SUPABASE_URL: 'https://abc.supabase.co' }, /SESSION_ISSUER cannot be combined/],
    [{ SESSION_AUDIENCE: '' }, /SESSION_ISSUER requires SESSION_AUDIENCE/],
    [{ SESSION_AUDIENCE: 'none' }, /SESSION_AUDIENCE=none requires SESSION_REQUIRES/],
    [{ SESSION_AAL: 'aal2' }, /SESSION_AAL is for Supabase/],
    [{ SESSION_ISSUER: 'http://login.example.com' }, /SESSION_ISSUER must be an https address/],
    [{ SESSION_ISSUER: 'http://localhost.example.com' }, /SESSION_ISSUER must be an https address/],
    [{ SESSION_ISSUER: 'login.example.com' }, /SESSION_ISSUER must be/],
    [{ SESSION_ISSUER: `${ISSUER}?a=b` }, /SESSION_ISSUER must not have a query/],
    [{ SESSION_ISSUER: `${ISSUER}#a` }, /SESSION_ISSUER must not have a query/],
    [{ SESSION_JWKS_URL: 'http://keys.example.com' }, /SESSION_JWKS_URL must be an https address/],
  ]
  for (const [settings, message] of bad) t.match(rejectionOf({ ...OTHER, ...settings }), message)
  for (const more of [{ SESSION_REQUIRES: 'azp=a' }, { SESSION_JWKS_URL: 'https://keys.example.com' }])
    t.match(readConfig({ ...OTHER, SESSION_AUDIENCE: 'none', ...more }).sessionRules, { audience: undefined })
})

/** @returns the message with which these settings are refused */
function rejectionOf(env: NodeJS.ProcessEnv) {
  try {
    readConfig(env)
  } catch (error) {
    return (error as Error).message
  }
  return 'it was accepted'
}

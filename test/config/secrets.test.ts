import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { readConfig, readDatabaseConfig } from '../../config/config.ts'
import { misspelled } from '../../config/names.ts'
import { SECRETS } from '../../config/settings.ts'
import { build } from '../kit/app.ts'
import { ask } from '../kit/http.ts'
import { dataFolder, preparedFolder, run, start } from '../kit/service.ts'

const SECRET = 'x'.repeat(32)
const TOKEN = 'y'.repeat(32)
const SUPABASE = { SUPABASE_JWT_SECRET: SECRET }
const URL = 'postgres://keyward:hunter2@db/k'

t.test('line breaks at the end are not part of a secret', async t => {
  for (const end of ['\n', '\r\n', '\n\n']) {
    const env = { SUPABASE_JWT_SECRET: SECRET + end, ADMIN_TOKEN: TOKEN + end, DATABASE_URL: URL + end }
    t.match(readConfig(env), { session: { secret: SECRET }, adminTokens: [TOKEN], databaseUrl: URL })
  }
  const app = await build(t, { METRICS_TOKEN: `${TOKEN}\n` })
  const headers = { authorization: `Bearer ${TOKEN}` }
  t.equal((await app.inject({ url: '/metrics', headers })).statusCode, 200)
})

/** A file with a text. */
async function fileWith(t: Parameters<typeof dataFolder>[0], text: string) {
  const file = join(await dataFolder(t), 'secret')
  writeFileSync(file, text)
  return file
}

t.test('a variable without a value counts as unset', async t => {
  t.same(readConfig({ SUPABASE_JWT_SECRET: SECRET, PORT: undefined, ADMIN_TOKEN: '' }).port, 3000)
})

t.test('every secret can be read from a file', async t => {
  const values: Record<string, string> = {
    DATABASE_URL: URL,
    MIGRATION_DATABASE_URL: `${URL}2`,
    SUPABASE_JWT_SECRET: SECRET,
  }
  const files: Record<string, string> = {}
  for (const name of SECRETS) {
    values[name] ??= `${name} `.repeat(4).trim()
    files[`${name}_FILE`] = await fileWith(t, `${values[name]}\n`)
  }
  t.same(readConfig(files), readConfig(values))
  t.same(readDatabaseConfig(files), readDatabaseConfig(values))
  t.same(readConfig(files).verifyTokens.length, 2)
})

t.test('an unusable secret file prevents the start, and the error names its setting without the content', async t => {
  const refused: [name: string, env: NodeJS.ProcessEnv, message: RegExp][] = [
    ['missing', { ADMIN_TOKEN_FILE: '/nothing/hunter2' }, /ADMIN_TOKEN_FILE names a file that cannot be read: ENOENT$/],
    [
      'a folder',
      { ADMIN_TOKEN_FILE: await dataFolder(t) },
      /ADMIN_TOKEN_FILE names a file that cannot be read: EISDIR$/,
    ],
    ['empty', { DATABASE_URL_FILE: await fileWith(t, '\n') }, /DATABASE_URL_FILE names an empty file$/],
    [
      'beside the setting',
      { ADMIN_TOKEN: TOKEN, ADMIN_TOKEN_FILE: '/x' },
      /ADMIN_TOKEN and ADMIN_TOKEN_FILE are both set$/,
    ],
    ['too short', { ADMIN_TOKEN_FILE: await fileWith(t, 'hunter2') }, /ADMIN_TOKEN must NOT have fewer than 32 char/],
    [
      'of several lines',
      { ADMIN_TOKEN_FILE: await fileWith(t, `${TOKEN}\nhunter2`) },
      /ADMIN_TOKEN must be visible ASCII/,
    ],
  ]
  for (const [name, env, message] of refused) {
    t.throws(() => readConfig({ ...SUPABASE, ...env }), { message }, name)
    t.throws(() => readConfig({ ...SUPABASE, ...env }), { message: /^(?!.*(hunter2|yyy))/s }, name)
  }
})

t.test('while a token is rotated, the previous one is accepted too', async t => {
  const [current, previous] = ['the new token of a service, long enough', 'the previous token, which is long enough']
  const names = ['ADMIN_TOKEN', 'VERIFY_TOKEN', 'METRICS_TOKEN']
  const env = Object.fromEntries(
    names.flatMap(name => [
      [name, current],
      [`${name}_PREVIOUS`, previous],
    ]),
  )
  const app = await build(t, env)
  const account = '/admin/v1/accounts/00000000-0000-4000-8000-000000000001'
  const requests = [
    { method: 'PUT', url: account, payload: { tier: 'pro' } },
    { method: 'POST', url: '/api/v1/verify', payload: { key: 'x' } },
    { method: 'POST', url: '/oauth2/introspect', payload: { token: 'x' } },
    { method: 'GET', url: '/metrics' },
  ] as const
  const asOperator = { authorization: `Bearer ${current}` }
  t.equal((await app.inject({ ...requests[0], headers: asOperator })).statusCode, 201)
  for (const request of requests)
    for (const [token, status] of [
      [current, 200],
      [previous, 200],
      [`${previous}x`, 401],
    ] as const) {
      const reply = await app.inject({ ...request, headers: { authorization: `Bearer ${token}` } })
      t.equal(reply.statusCode, status, `${request.url} ${token}`)
    }
})

t.test('a variable that looks like a misspelled setting is reported by name', async t => {
  const near: [name: string, meant: string][] = [
    ['VERIFY_TOKENS', 'VERIFY_TOKEN'],
    ['SUPABASE_JWT_SECRETS', 'SUPABASE_JWT_SECRET'],
    ['SUPABASE_JWT_SECERT', 'SUPABASE_JWT_SECRET'],
    ['ADMNI_TOKEN', 'ADMIN_TOKEN'],
    ['DATABASE_URI', 'DATABASE_URL'],
    ['CORS_ORIGIN', 'CORS_ORIGINS'],
    ['SCOPE', 'SCOPES'],
    ['log_level', 'LOG_LEVEL'],
    ['LOG-LEVEL', 'LOG_LEVEL'],
    ['KEYWARD_ADMIN_TOKEN', 'ADMIN_TOKEN'],
    ['ADMIN_TOKEN_FILES', 'ADMIN_TOKEN_FILE'],
    ['VERIFY_TOKEN_PREVIUS', 'VERIFY_TOKEN_PREVIOUS'],
  ]
  for (const [name, meant] of near) t.same(misspelled({ [name]: 'x' }), [{ name, meant }])
  const others = [
    'PATH',
    'HOSTNAME',
    'HOSTS',
    'PORTS',
    'port',
    'KEYWARD_PORT',
    'KEYWARD_SERVICE_HOST',
    'KEYWARD_PASSWORD',
  ]
  const ours = [
    'SUPABASE_ANON_KEY',
    'SUPABASE_KEY',
    'OTEL_TRACES_SAMPLER',
    'XDG_DATA_DIRS',
    'LOG_LEVEL',
    'ADMIN_TOKEN_FILE',
  ]
  t.same(misspelled(Object.fromEntries([...others, ...ours].map(name => [name, 'x']))), [])
})

t.test('startup logs a misspelled setting without its value, and reads a secret from a file', async t => {
  const METRICS_TOKEN_FILE = await fileWith(t, `${TOKEN}\n`)
  const env = {
    DATA_DIR: await preparedFolder(t),
    METRICS_TOKEN_FILE,
    VERIFY_TOKENS: 'hunter2'.repeat(5),
    LOG_LEVEL: 'warn',
  }
  const service = await start(t, env)
  const headers = { Authorization: `Bearer ${TOKEN}` }
  t.equal((await ask(service, '/metrics', { headers })).status, 200)
  const { output, code } = await service.end()
  t.equal(code, 0)
  t.match(output, /"level":40.*"name":"VERIFY_TOKENS","meant":"VERIFY_TOKEN","msg":"a setting seems to be misspelled/)
  t.notMatch(output, /hunter2/)
  const refused = await run(t, 'server.ts', { ADMIN_TOKEN_FILE: '/nothing' }).ended
  t.match(refused, { code: 1, output: /keyward did not start: invalid setting: ADMIN_TOKEN_FILE names a file/ })
})

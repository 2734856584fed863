import t, { type Test } from 'tap'
import { checksum } from '../../auth/api-key.ts'
import type { ErrorCode } from '../../errors.ts'
import { build, createKey, revoke } from '../kit/app.ts'
import { exchange, toBytes } from '../kit/http.ts'
import { roomInTheMinute } from '../kit/minute.ts'
import { signIn } from '../kit/people.ts'
import { type Case, check, checkAll, serve } from './service.ts'

const service = await serve(t)
const { app, key, owner } = service
const publicId = key.slice(8, 16)
const body = key.slice(17, 60)

/** Well-formed keys that do not exist, have expired or are revoked. */
const unknown = `sk_live_${publicId}_${'x'.repeat(43)}${checksum('x'.repeat(43))}`
const revoked = await revokedKey()
const expired = await expiredKey()

type Presented = { headers?: [string, string][]; query?: string }
const asBearer = (value: string): Presented => ({ headers: [['Authorization', `Bearer ${value}`]] })

const asBasic = (text: string, scheme = 'Basic'): Presented => ({
  headers: [['Authorization', `${scheme} ${Buffer.from(text).toString('base64')}`]],
})

const REFUSED: [name: string, presented: Presented, status: number, code?: ErrorCode][] = [
  ['nothing', {}, 401, 'missing_api_key'],
  ['another scheme', { headers: [['Authorization', `Basic ${key}`]] }, 401, 'missing_api_key'],
  ['no scheme', { headers: [['Authorization', key]] }, 401, 'missing_api_key'],
  ['an empty Authorization', { headers: [['Authorization', '']] }, 401, 'missing_api_key'],
  ['a scheme that only begins like Bearer', { headers: [['Authorization', `Bearers ${key}`]] }, 401, 'missing_api_key'],
  ['a cookie only', { headers: [['Cookie', owner.cookie]] }, 401, 'missing_api_key'],
  ['the parameter in capitals', { query: `API_KEY=${key}` }, 400, 'validation_error'],
  ['the parameter as an array', { query: `api_key[]=${key}` }, 400, 'validation_error'],
  ['the parameter with an index', { query: `api_key[0]=${key}` }, 400, 'validation_error'],
  ['a header with underscores', { headers: [['X_API_KEY', key]] }, 401, 'missing_api_key'],

  ['Bearer alone', { headers: [['Authorization', 'Bearer']] }, 401, 'invalid_api_key'],
  ['an empty header', { headers: [['X-API-Key', '']] }, 401, 'invalid_api_key'],
  ['an empty parameter', { query: 'api_key=' }, 401, 'invalid_api_key'],
  ['a parameter without a value', { query: 'api_key' }, 401, 'invalid_api_key'],
  ['an unknown key', asBearer(unknown), 401, 'invalid_api_key'],
  ['a revoked key', asBearer(revoked), 401, 'invalid_api_key'],
  ['an expired key', asBearer(expired), 401, 'invalid_api_key'],
  ['a word', asBearer('null'), 401, 'invalid_api_key'],
  [
    'the last character changed',
    asBearer(`${key.slice(0, -1)}${key.endsWith('a') ? 'b' : 'a'}`),
    401,
    'invalid_api_key',
  ],
  ['case flipped', asBearer(flip(key)), 401, 'invalid_api_key'],
  ['lower case', asBearer(key.toLowerCase()), 401, 'invalid_api_key'],
  ['a test prefix', asBearer(key.replace('live', 'test')), 401, 'invalid_api_key'],
  ['another public id', asBearer(`sk_live_00000000_${key.slice(17)}`), 401, 'invalid_api_key'],
  ['the public id alone', asBearer(key.slice(0, 16)), 401, 'invalid_api_key'],
  ['without its checksum', asBearer(key.slice(0, 60)), 401, 'invalid_api_key'],
  ['one character more', asBearer(`${key}0`), 401, 'invalid_api_key'],
  ['twice in a row', asBearer(`${key}${key}`), 401, 'invalid_api_key'],
  ['twice, joined with a comma', asBearer(`${key}, ${key}`), 401, 'invalid_api_key'],
  ['two in one header, joined with a comma', { headers: [['X-API-Key', `${key}, ${key}`]] }, 401, 'invalid_api_key'],
  ['in quotes', asBearer(`"${key}"`), 401, 'invalid_api_key'],
  ['a scheme within the scheme', asBearer(`Bearer ${key}`), 401, 'invalid_api_key'],
  ['8,000 characters', asBearer('x'.repeat(8_000)), 401, 'invalid_api_key'],
  ['bytes outside ASCII', asBearer('sk_live_\xe9\xff'), 401, 'invalid_api_key'],
  ['a session token', asBearer(owner.cookie.slice(16)), 401, 'invalid_api_key'],
  ['SQL', asBearer(`' or '1'='1`), 401, 'invalid_api_key'],
  ['a broken escape in the value', { query: 'api_key=%zz' }, 401, 'invalid_api_key'],
  ['NUL in the value', { query: 'api_key=%00' }, 401, 'invalid_api_key'],
  ['a key with NUL behind', { query: `api_key=${key}%00` }, 401, 'invalid_api_key'],
  ['a key with a newline behind', { query: `api_key=${key}%0A` }, 401, 'invalid_api_key'],
  ['a key with a plus behind', { query: `api_key=${key}+` }, 401, 'invalid_api_key'],
  ['encoded twice', { query: `api_key=${encodeAll(key).replaceAll('%', '%25')}` }, 401, 'invalid_api_key'],
  ['a second equals sign', { query: `api_key==${key}` }, 401, 'invalid_api_key'],

  ['Basic that is no base64', { headers: [['Authorization', 'Basic %%%']] }, 401, 'missing_api_key'],
  ['Basic alone', { headers: [['Authorization', 'Basic']] }, 401, 'missing_api_key'],
  ['Basic with nothing behind', { headers: [['Authorization', 'Basic  ']] }, 401, 'missing_api_key'],
  ['Basic of an impossible length', { headers: [['Authorization', 'Basic eDp5e']] }, 401, 'missing_api_key'],
  ['Basic without a colon', asBasic(key), 401, 'missing_api_key'],
  ['Basic with a password that is no key', asBasic('user:password'), 401, 'invalid_api_key'],
  ['Basic with nothing but a colon', asBasic(':'), 401, 'invalid_api_key'],
  ['Basic with a key as the name and another password', asBasic(`${key}:password`), 401, 'invalid_api_key'],
  ['Basic with a key and a colon behind', asBasic(`user:${key}:`), 401, 'invalid_api_key'],
  ['Basic with a key and NUL behind', asBasic(`user:${key}\0`), 401, 'invalid_api_key'],
  ['Basic with an unknown key', asBasic(`user:${unknown}`), 401, 'invalid_api_key'],
  ['Basic with a revoked key', asBasic(`:${revoked}`), 401, 'invalid_api_key'],
  ['Basic with an expired key', asBasic(`${expired}:`), 401, 'invalid_api_key'],
  ['Basic with a key as the name and as the password', asBasic(`${key}:${key}`), 400, 'ambiguous_credentials'],
  ['Basic with two different keys', asBasic(`${unknown}:${key}`), 400, 'ambiguous_credentials'],

  ['an encoded underscore in the name', { query: `api%5Fkey=${key}` }, 400, 'validation_error'],
  ['an encoded name', { query: `%61pi_key=${key}` }, 400, 'validation_error'],
  ['an encoded name beside a key', { ...asBearer(key), query: `api%5fkey=${key}` }, 400, 'validation_error'],
  ['a name with a broken escape', { query: `%zz=${key}` }, 400, 'validation_error'],
  ['a name that is not UTF-8', { query: `%ff=${key}` }, 400, 'validation_error'],

  ...ambiguous(),
  ...disguises(),
]

/** Names that some framework reads as `api_key`, alone and beside a valid key. */
function disguises(): [string, Presented, number, ErrorCode][] {
  const names = [
    ...['API_KEY', 'Api_Key', 'api_key[]', 'api_key[0]', 'api_key[a]', 'api_key[', 'api_key%5B%5D'],
    ...['api.key', 'api%2Ekey', 'api.key[]', 'api+key', 'api%20key', 'api[key', 'api%5bkey', 'API.KEY'],
    ...['+api_key', '%20api_key', '%09api_key', '%0Aapi.key', 'api_key%20', 'api_key+'],
    ...['api_key%00', 'api_key%00x', 'api.key%00[', '[api_key]', '[api_key', ']api_key', 'api_key]', '?api_key'],
    ...['api%255Fkey', '%2561pi_key', 'api%25255Fkey', '%EF%BD%81pi_key', 'api%EF%BC%BFkey'],
    ...['api_%E2%80%8Bkey', 'api%C2%A0key', '%C1%A1pi_key', '%u0061pi_key', 'ap%i_key'],
    ...['a=1;api_key', 'a=1;b=2;api_key', 'a;api_key', ';api_key', 'a=1;api.key', 'a=1;%20API_KEY', 'amp;api_key'],
  ]
  return names.flatMap((name): [string, Presented, number, ErrorCode][] => [
    [`${name} alone`, { query: `${name}=${key}` }, 400, 'validation_error'],
    [`${name} beside a key`, { ...asBearer(key), query: `x=1&${name}=${key}` }, 400, 'validation_error'],
  ])
}

/** Each pair of the four ways, and each way twice, in every order, with valid and invalid keys. */
function ambiguous(): [string, Presented, number, ErrorCode][] {
  const ways: [string, Presented][] = [
    ['bearer', asBearer(key)],
    ['header', { headers: [['X-API-Key', key]] }],
    ['query', { query: `api_key=${key}` }],
    ['basic', asBasic(`user:${key}`)],
    ['bad bearer', asBearer('x')],
    ['bad header', { headers: [['x-api-key', 'x']] }],
    ['bad query', { query: 'api_key=x' }],
  ]
  return ways.flatMap(([first, a]) =>
    ways.map(([second, b]): [string, Presented, number, ErrorCode] => {
      const query = [a.query, b.query].filter(part => part !== undefined).join('&')
      const headers = [...(a.headers ?? []), ...(b.headers ?? [])]
      return [`${first} and ${second}`, { headers, ...(query && { query }) }, 400, 'ambiguous_credentials']
    }),
  )
}

/** Queries that an API may receive, and that no framework reads as `api_key`. */
const PLAIN = [
  ...[
    'q=api_key',
    'q=api.key%3D1',
    'q=a%3Bapi_key%3Dx',
    'q=1;2',
    'sort=name;desc&x',
    'a;b=1;c',
    'apikey=1',
    'api-key=1',
  ],
  ...['api=1', 'key=1', 'my_api_key=1', 'api_keys=1', 'api_key_id=1', 'x.api_key=1', 'api[key]=1', 'x[api_key]=1'],
  ...['%E2%82%AC=1', 'a+b=1', 'a%20b=1', 'a%25=1', 'monkey.key=1', '', '&', ';', '=;='],
]

const GOOD: [name: string, presented: Presented][] = [
  ['Bearer', asBearer(key)],
  ['bearer', { headers: [['authorization', `bearer ${key}`]] }],
  ['BEARER', { headers: [['AUTHORIZATION', `BEARER ${key}`]] }],
  ['more than one space', { headers: [['Authorization', `Bearer \t ${key} `]] }],
  ['the header', { headers: [['x-api-KEY', key]] }],
  ['Basic with the key as the password', asBasic(`user:${key}`)],
  ['Basic with the key as the password and no name', asBasic(`:${key}`)],
  ['Basic with the key as the name and no password', asBasic(`${key}:`)],
  ['Basic with a name in UTF-8', asBasic(`jörg:${key}`)],
  ['basic', asBasic(`user:${key}`, 'basic')],
  ['BASIC and more than one space', asBasic(`user:${key}`, 'BASIC  ')],
  ['Basic and a tab', asBasic(`user:${key}`, 'Basic\t')],
  [
    'Basic without padding',
    { headers: [['Authorization', `Basic ${Buffer.from(`u:${key}`).toString('base64').replace(/=+$/, '')}`]] },
  ],
  ['the query', { query: `api_key=${key}` }],
  ['the query among others', { query: `a=%zz&api_key=${key}&b=api_key` }],
  ...PLAIN.map((query): [string, Presented] => [`beside ${query}`, { ...asBearer(key), query }]),
  ['the query, encoded', { query: `api_key=${encodeAll(key)}` }],
  [
    'with a cookie beside it',
    {
      headers: [
        ['Cookie', owner.cookie],
        ['X-API-Key', key],
      ],
    },
  ],
  [
    'with another scheme beside it',
    {
      headers: [
        ['Authorization', 'Basic eA=='],
        ['X-API-Key', key],
      ],
    },
  ],
  ["with the upstream's own Basic beside it", { ...asBasic('user:password'), query: `api_key=${key}` }],
]

const toCase = ([name, { headers = [], query }, status, code]: (typeof REFUSED)[number]): Case => ({
  name,
  send: { path: `/api/v1/me${query === undefined ? '' : `?${query}`}`, headers },
  status,
  ...(code && { code }),
})

t.test('a request without exactly one valid key is rejected', t => checkAll(t, service, REFUSED.map(toCase)))

t.test('a valid key is accepted in each of the four ways', t =>
  checkAll(
    t,
    service,
    GOOD.map(([name, presented]) => toCase([name, presented, 200])),
  ),
)

t.test('names and passwords of HTTP Basic that are no keys count for the address', async t => {
  const small = await build(t, { ANONYMOUS_LIMIT_PER_MINUTE: '2', IMPORTED_KEY_SHAPES: 'hex 32' })
  const answer = async (text: string) => {
    const { statusCode, headers } = await small.inject({
      url: '/api/v1/me',
      headers: { authorization: String(asBasic(text).headers?.[0]?.[1]) },
    })
    return [statusCode, headers['x-ratelimit-remaining']]
  }
  await roomInTheMinute()
  t.same(await answer('user:password'), [401, '1'])
  t.same(await answer(`user:${'0123456789abcdef'.repeat(2)}`), [401, '0'], 'a shape without a prefix is any password')
  t.same(await answer('user:password'), [429, '0'])
})

t.test('unknown, malformed, expired and revoked keys get the same response', async t => {
  const answers = []
  for (const bad of [unknown, 'x', key.replace('live', 'test'), expired, revoked]) {
    const reply = await exchange(service, toBytes({ path: '/api/v1/me', ...asBearer(bad) }))
    answers.push(withoutIds(reply.headers, reply.body))
  }
  t.equal(new Set(answers).size, 1, 'they differ in nothing but the request id', { answers })
})

t.test('a revoked key of an account over its limit is 401, not 429', async t => {
  const poor = await signIn('free')
  const [good, dead] = [await createKey(app, poor), await createKey(app, poor)]
  await revoke(app, poor, dead.id)
  await app.db
    .updateTable('usage_windows')
    .set({ day_start: new Date(new Date().setUTCHours(0, 0, 0, 0)), day_used: 1_000 })
    .where('account_id', '=', poor.accountId)
    .execute()
  await checkAll(t, service, [
    {
      name: 'the good one',
      send: { path: '/api/v1/me', ...asBearer(good.key) },
      status: 429,
      code: 'rate_limit_exceeded',
    },
    { name: 'the dead one', send: { path: '/api/v1/me', ...asBearer(dead.key) }, status: 401, code: 'invalid_api_key' },
  ])
})

t.test('a malformed key is rejected without a database query', async t => {
  const asked = countQuestions(t)
  for (const bad of [
    flip(key),
    key.replace('live', 'test'),
    `${key}0`,
    key.slice(0, -1),
    `sk_live_${publicId}_${body}000000`,
  ])
    await check(t, service, { name: '', send: { path: '/api/v1/me', ...asBearer(bad) }, status: 401 })
  t.equal(asked(), 5, 'only the good keys of the checks were asked about')
})

/** @returns the number of uses that the authorizer has received since */
function countQuestions(t: Test) {
  const { authorizer } = app
  const original = authorizer.authorize
  let uses = 0
  authorizer.authorize = function counted(use) {
    uses++
    return original.call(authorizer, use)
  }
  t.teardown(() => {
    authorizer.authorize = original
  })
  return () => uses
}

function withoutIds({ date: _date, 'x-request-id': _id, ...headers }: Record<string, string>, text: string) {
  const { request_id: _requestId, ...error } = JSON.parse(text).error
  return JSON.stringify([headers, error])
}

function flip(text: string) {
  return (
    text.slice(0, 17) +
    [...text.slice(17)].map(c => (c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase())).join('')
  )
}

function encodeAll(text: string) {
  return [...text].map(c => `%${c.charCodeAt(0).toString(16)}`).join('')
}

async function revokedKey() {
  const made = await createKey(app, owner, 'revoked')
  await revoke(app, owner, made.id)
  return made.key
}

async function expiredKey() {
  const made = await createKey(app, owner, 'expired')
  // The column type forbids updates, because the service never does this.
  await app.db
    .updateTable('api_keys')
    .set({ expires_at: new Date(0) } as never)
    .where('id', '=', made.id)
    .execute()
  return made.key
}

import { createHmac, randomUUID } from 'node:crypto'
import t from 'tap'
import type { ErrorCode } from '../../errors.ts'
import { SECRET } from '../kit/people.ts'
import { type Case, checkAll, serve } from './service.ts'

const OWN = 'sb-project-auth-token'
const service = await serve(t, { SESSION_COOKIE: OWN })
const { id, owner } = service
const good = owner.cookie.slice('sb-access-token='.length)
const [header = '', payload = '', signature = ''] = good.split('.')
const now = Math.floor(Date.now() / 1000)

const encode = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
const sign = (text: string, hash = 'sha256', secret = SECRET) =>
  createHmac(hash, secret).update(text).digest('base64url')

const CLAIMS = {
  aud: 'authenticated',
  role: 'authenticated',
  aal: 'aal1',
  session_id: randomUUID(),
  is_anonymous: false,
  app_metadata: { tier: 'pro' },
  user_metadata: {},
  sub: owner.accountId,
  iat: now,
  exp: now + 600,
}

/** A token signed with the correct secret, so that only the changed part is invalid. */
function token(claims: object, head: unknown = { alg: 'HS256', typ: 'JWT' }, hash?: string) {
  const text = `${encode(head)}.${encode({ ...CLAIMS, ...claims })}`
  return `${text}.${sign(text, hash)}`
}

const raw = (middle: string) => {
  const text = `${encode({ alg: 'HS256', typ: 'JWT' })}.${middle}`
  return `${text}.${sign(text)}`
}

/** Signed with the key in its own header. */
function withOwnKey() {
  const text = `${encode({ alg: 'HS256', jwk: { kty: 'oct', k: encode('mine') }, kid: 'mine' })}.${encode(CLAIMS)}`
  return `${text}.${sign(text, 'sha256', 'mine')}`
}

/** Tokens that are not sessions. */
const TOKENS: [name: string, token: string][] = [
  ['empty', ''],
  ['undefined', 'undefined'],
  ['null', 'null'],
  ['a dot', '.'],
  ['two dots', '..'],
  ['two parts', 'a.b'],
  ['three words', 'a.b.c'],
  ['five parts', 'a.b.c.d.e'],
  ['five parts of a session', `${good}.d.e`],
  ['15 kB', 'x'.repeat(15_000)],
  ['15 kB in three parts', `${header}.${'x'.repeat(14_000)}.${signature}`],
  ['an API key', service.key],
  ['percent signs', '%%%'],
  ['quotes', '"x"'],
  ['bytes outside ASCII', '\xe9\xff.\xe9.\xe9'],

  ['expired', token({ exp: now - 1 })],
  ['expired at the epoch', token({ exp: 0 })],
  ['expiry as text', token({ exp: String(now + 600) })],
  ['no expiry', token({ exp: undefined })],
  ['a null expiry', token({ exp: null })],
  ['not yet valid', token({ nbf: now + 600 })],
  ['a beginning that is text', token({ nbf: 'soon' })],
  ['wrong audience', token({ aud: 'anon' })],
  ['no audience', token({ aud: undefined })],
  ['an empty list of audiences', token({ aud: [] })],
  ['an audience in another case', token({ aud: 'Authenticated' })],
  ['wrong role', token({ role: 'service_role' })],
  ['no role', token({ role: undefined })],
  ['a list of roles', token({ role: ['authenticated'] })],
  ['no subject', token({ sub: undefined })],
  ['an empty subject', token({ sub: '' })],
  ['a subject that is not a UUID', token({ sub: 'admin' })],
  ['a subject in upper case', token({ sub: owner.accountId.toUpperCase().replace(/[0-9]/, 'A') })],
  ['a subject with NUL', token({ sub: `${owner.accountId}\0` })],
  ['a subject with a newline', token({ sub: `${owner.accountId}\n` })],
  ['a list of subjects', token({ sub: [owner.accountId] })],
  ['a number as the subject', token({ sub: 1 })],
  ['no session id', token({ session_id: undefined })],
  ['a session id that is not a UUID', token({ session_id: 'x' })],
  ['a null session id', token({ session_id: null })],
  ['an anonymous user', token({ is_anonymous: true })],
  ['a third party’s app', token({ client_id: '9a8b7c6d-0000-4000-8000-000000000001' })],

  [
    'the legacy anon key',
    raw(encode({ iss: 'supabase', ref: 'abcdefghijklmnopqrst', role: 'anon', iat: now, exp: now + 600 })),
  ],
  [
    'the legacy service_role key',
    raw(encode({ iss: 'supabase', ref: 'abcdefghijklmnopqrst', role: 'service_role', iat: now, exp: now + 600 })),
  ],
  ['a payload that is not JSON', raw(encode('{'))],
  ['a payload that is an array', raw(encode([CLAIMS]))],
  ['a payload that is null', raw(encode('null'))],
  ['a payload that is a text', raw(encode('"x"'))],
  ['an empty payload', raw('')],

  ['a changed payload', `${header}.${encode({ ...CLAIMS, sub: randomUUID() })}.${signature}`],
  ['a changed header', `${encode({ alg: 'HS256', typ: 'jwt' })}.${payload}.${signature}`],
  ['another secret', `${header}.${payload}.${sign(`${header}.${payload}`, 'sha256', `${SECRET}!`)}`],
  ['no secret', `${header}.${payload}.${sign(`${header}.${payload}`, 'sha256', '')}`],
  ['an empty signature', `${header}.${payload}.`],
  ['no signature', `${header}.${payload}`],
  ['a cut signature', good.slice(0, -4)],
  ['a signature of zeros', `${header}.${payload}.${'A'.repeat(43)}`],

  ...['none', 'None', 'NONE', 'nOnE', ''].flatMap((alg): [string, string][] => [
    [`algorithm "${alg}" without a signature`, `${encode({ alg, typ: 'JWT' })}.${payload}.`],
    [`algorithm "${alg}" with one`, token({}, { alg, typ: 'JWT' })],
  ]),
  ['no algorithm', token({}, { typ: 'JWT' })],
  ['an algorithm that is not a text', token({}, { alg: ['HS256'], typ: 'JWT' })],
  ['HS384', token({}, { alg: 'HS384', typ: 'JWT' }, 'sha384')],
  ['HS512', token({}, { alg: 'HS512', typ: 'JWT' }, 'sha512')],
  ['hs256', token({}, { alg: 'hs256', typ: 'JWT' })],
  ['RS256', token({}, { alg: 'RS256', typ: 'JWT' })],
  ['ES256', token({}, { alg: 'ES256', typ: 'JWT' })],
  ['a header that is null', token({}, null)],
  ['a header that is not JSON', token({}, '{')],
  ['an unknown critical extension', token({}, { alg: 'HS256', crit: ['exp'], exp: 1 })],
  ['an unencoded payload', token({}, { alg: 'HS256', crit: ['b64'], b64: false })],
  ['a key in the token', withOwnKey()],
]

t.test('an invalid session is rejected for reads and changes, in every form', async t => {
  const forms: [form: string, header: (text: string) => [string, string]][] = [
    ['sb-access-token', text => ['Cookie', `sb-access-token=${text}`]],
    ["the packages' own cookie", text => ['Cookie', `${OWN}=base64-${encode({ access_token: text })}`]],
    ['Authorization', text => ['Authorization', `Bearer ${text}`]],
  ]
  const cases = TOKENS.flatMap(([name, text]) =>
    forms.slice(0, text.length < 11_000 ? 3 : 1).flatMap(([form, header]) =>
      (['GET', 'DELETE'] as const).map(
        (method): Case => ({
          name: `${method}: ${name}, ${form}`,
          send: { method, path: `/api/v1/keys/${id}`, headers: [header(text)] },
          status: 401,
          code: form === 'Authorization' && text === service.key ? 'missing_session' : 'invalid_session',
        }),
      ),
    ),
  )
  await checkAll(t, service, cases)
})

t.test('the valid session of these tests is valid', async t => {
  await checkAll(t, service, [
    { name: 'as it is', send: session(`sb-access-token=${token({})}`), status: 200 },
    {
      name: 'a list of audiences',
      send: session(`sb-access-token=${token({ aud: ['x', 'authenticated'] })}`),
      status: 200,
    },
    { name: 'among other cookies', send: session(`a=b; sb-access-token=${good}; sb-refresh-token=c`), status: 200 },
    {
      name: 'unknown claims',
      send: session(`sb-access-token=${token({ amr: [], phone: '', email: 'a@b.c' })}`),
      status: 200,
    },
    {
      name: 'without app_metadata',
      send: session(`sb-access-token=${token({ app_metadata: undefined })}`),
      status: 200,
    },
    {
      name: 'with null metadata',
      send: session(`sb-access-token=${token({ app_metadata: null, user_metadata: null })}`),
      status: 200,
    },
  ])
})

const COOKIES: [name: string, cookie: string | string[] | undefined, status: number, code: ErrorCode][] = [
  ['none', undefined, 401, 'missing_session'],
  ['an empty header', '', 401, 'missing_session'],
  ['separators only', ';;; ; ,', 401, 'missing_session'],
  ['another name', `sb-refresh-token=${good}`, 401, 'missing_session'],
  ['the name in capitals', `SB-ACCESS-TOKEN=${good}`, 401, 'missing_session'],
  ['the name in mixed case', `Sb-Access-Token=${good}`, 401, 'missing_session'],
  ['the name encoded', `sb%2Daccess-token=${good}`, 401, 'missing_session'],
  ['the name with an ending', `sb-access-token.0=${good}`, 401, 'missing_session'],
  ['the name without a value', 'sb-access-token', 401, 'missing_session'],
  ['__proto__', `__proto__=${good}; constructor=x`, 401, 'missing_session'],
  ['twice the same', `sb-access-token=${good}; sb-access-token=${good}`, 400, 'ambiguous_credentials'],
  ['a bad one first', `sb-access-token=x; sb-access-token=${good}`, 400, 'ambiguous_credentials'],
  ['a bad one last', `sb-access-token=${good}; sb-access-token=`, 400, 'ambiguous_credentials'],
  ['without a space between', `sb-access-token=${good};sb-access-token=${good}`, 400, 'ambiguous_credentials'],
  ['in two headers', [`sb-access-token=${good}`, `sb-access-token=${good}`], 400, 'ambiguous_credentials'],
  ['behind a tab', `a=b;\tsb-access-token=${good};\t sb-access-token =x`, 400, 'ambiguous_credentials'],
]

t.test('a request without exactly one session cookie is rejected', async t => {
  const cases = COOKIES.map(([name, cookie, status, code]): Case => ({ name, send: session(cookie), status, code }))
  await checkAll(t, service, cases)
})

const whole = `base64-${encode({ access_token: good, refresh_token: 'x', user: { email: 'ä@b.c' } })}`
const [half, other] = [whole.slice(0, 300), whole.slice(300)]
const another = `base64-${encode({ access_token: token({}) })}`
const missing = [400, 'validation_error'] as const
const ambiguous = [400, 'ambiguous_credentials'] as const
const invalid = [401, 'invalid_session'] as const

/** The cookie in which Supabase's packages keep a session, in its forms. */
const OWN_COOKIES: [name: string, cookie: string | string[], status: number, code?: ErrorCode][] = [
  ['in base64url', `${OWN}=${whole}`, 200],
  ['as JSON', `${OWN}=${encodeURIComponent(JSON.stringify({ access_token: good }))}`, 200],
  ['in two parts', `${OWN}.0=${half}; ${OWN}.1=${other}`, 200],
  ['in two parts, the last one first', `${OWN}.1=${other}; a=b; ${OWN}.0=${half}`, 200],
  ['in one part', `${OWN}.0=${whole}`, 200],
  ['beside its code verifier', `${OWN}=${whole}; ${OWN}-code-verifier=base64-IngI`, 200],
  ['without its first part', `${OWN}.1=${other}`, ...missing],
  ['without a part between', `${OWN}.0=${half}; ${OWN}.2=${other}`, ...missing],
  ['with a part twice', `${OWN}.0=${half}; ${OWN}.1=${other}; ${OWN}.1=${other}`, ...ambiguous],
  ['twice', `${OWN}=${whole}; ${OWN}=${whole}`, ...ambiguous],
  ['whole and in parts, the same', `${OWN}=${whole}; ${OWN}.0=${half}; ${OWN}.1=${other}`, 200],
  ['whole, and another in parts', `${OWN}=${whole}; ${OWN}.0=${another}`, ...ambiguous],
  ['broken, and one in parts', `${OWN}=${half}; ${OWN}.0=${half}; ${OWN}.1=${other}`, ...ambiguous],
  ['whole, beside parts that are left over', `${OWN}=${whole}; ${OWN}.0=${half}`, 200],
  ['whole, beside a last part that is left over', `${OWN}.1=${other}; ${OWN}=${whole}`, 200],
  ['whole, beside emptied parts', `${OWN}=${whole}; ${OWN}.0=; ${OWN}.1=`, 200],
  ['in parts, beside the emptied whole', `${OWN}=; ${OWN}.0=${half}; ${OWN}.1=${other}`, 200],
  ['in parts, beside an emptied one', `${OWN}.0=${half}; ${OWN}.1=${other}; ${OWN}.2=`, 200],
  ['in parts, beside one behind a gap', `${OWN}.0=${half}; ${OWN}.1=${other}; ${OWN}.3=${other}`, 200],
  ['in parts, beside one of a larger session', `${OWN}.0=${half}; ${OWN}.1=${other}; ${OWN}.2=${other}`, ...invalid],
  ['beside an emptied sb-access-token', `sb-access-token=; ${OWN}=${whole}`, 200],
  ['emptied beside sb-access-token', `${OWN}=; ${OWN}.0=; sb-access-token=${good}`, 200],
  ['emptied, with an emptied sb-access-token', `${OWN}=; sb-access-token=`, ...invalid],
  ['beside sb-access-token', `${OWN}=${whole}; sb-access-token=${good}`, ...ambiguous],
  ['a part beside sb-access-token', `sb-access-token=${good}; ${OWN}.0=x`, ...ambiguous],
  ['half of it', `${OWN}=${half}`, ...invalid],
  ['half of it, as the first part', `${OWN}.0=${half}`, ...invalid],
  ['empty', `${OWN}=`, ...invalid],
  ['without a value', OWN, ...invalid],
  ['no base64', `${OWN}=base64-%%%`, ...invalid],
  ['no JSON', `${OWN}=base64-${encode('{')}`, ...invalid],
  ['null', `${OWN}=base64-${encode('null')}`, ...invalid],
  ['a list, as older packages had it', `${OWN}=${encodeURIComponent(JSON.stringify([good, 'x']))}`, ...invalid],
  ['a token that is not a text', `${OWN}=base64-${encode({ access_token: [good] })}`, ...invalid],
  ['the token itself', `${OWN}=${good}`, ...invalid],
  ["another project's", `sb-other-auth-token=${whole}`, 401, 'missing_session'],
  ['a part with an invalid number', `${OWN}.00=${whole}; ${OWN}.x=${whole}`, 401, 'missing_session'],
]

t.test("the cookie of Supabase's packages is read in all of its forms, as one session only", async t => {
  const cases = OWN_COOKIES.map(
    ([name, cookie, status, code]): Case => ({ name, send: session(cookie), status, ...(code && { code }) }),
  )
  await checkAll(t, service, cases)
})

t.test('a session in a header is accepted if it is the only one', async t => {
  const headers: [name: string, headers: [string, string][], status: number, code?: ErrorCode][] = [
    ['alone', [['Authorization', `Bearer ${good}`]], 200],
    ['in lower case', [['authorization', `bearer ${good}`]], 200],
    [
      'twice',
      [
        ['Authorization', `Bearer ${good}`],
        ['Authorization', `Bearer ${good}`],
      ],
      ...ambiguous,
    ],
    [
      'beside a cookie',
      [
        ['Authorization', `Bearer ${good}`],
        ['Cookie', `sb-access-token=${good}`],
      ],
      ...ambiguous,
    ],
    [
      'beside the other',
      [
        ['Cookie', `${OWN}=${whole}`],
        ['Authorization', 'Bearer x'],
      ],
      ...ambiguous,
    ],
    ['empty', [['Authorization', 'Bearer ']], ...invalid],
    [
      'beside emptied cookies',
      [
        ['Authorization', `Bearer ${good}`],
        ['Cookie', `${OWN}=; ${OWN}.0=; sb-access-token=`],
      ],
      200,
    ],
    [
      'beside what is left of one',
      [
        ['Authorization', `Bearer ${good}`],
        ['Cookie', `${OWN}=${half}`],
      ],
      200,
    ],
    [
      'a cookie beside an API key',
      [
        ['Authorization', `Bearer ${service.key}`],
        ['Cookie', `${OWN}=${whole}`],
      ],
      200,
    ],
    [
      "a cookie beside a proxy's password",
      [
        ['Authorization', 'Basic YTpi'],
        ['Cookie', `${OWN}=${whole}`],
      ],
      200,
    ],
  ]
  const cases = headers.map(
    ([name, headers, status, code]): Case => ({
      name,
      send: { path: '/api/v1/session', headers },
      status,
      ...(code && { code }),
    }),
  )
  await checkAll(t, service, cases)
})

const foreign = [
  ['Origin', 'https://evil.example'],
  ['Sec-Fetch-Site', 'cross-site'],
] as const

t.test('a foreign site cannot use a cookie of any name; a header cannot be borrowed', async t => {
  const create = (header: readonly [string, string]): Case['send'] => ({
    method: 'POST',
    path: '/api/v1/keys',
    headers: [...foreign, header, ['Content-Type', 'application/json']],
    body: '{"name":"a key"}',
  })
  await checkAll(t, service, [
    { name: 'the cookie', send: create(['Cookie', `${OWN}=${whole}`]), status: 403, code: 'forbidden_origin' },
    { name: 'a part', send: create(['Cookie', `${OWN}.0=${whole}`]), status: 403, code: 'forbidden_origin' },
    { name: 'the header', send: create(['Authorization', `Bearer ${good}`]), status: 201, writes: true },
  ])
})

t.test('a credential for something else is not a session', async t => {
  const path = `/api/v1/keys/${id}`
  const others: [string, string][] = [
    ['Authorization', `Bearer ${service.key}`],
    ['Authorization', `Basic ${good}`],
    ['X-API-Key', service.key],
    ['X-Account-Id', owner.accountId],
  ]
  const cases = others.map(
    ([name, value]): Case => ({
      name,
      send: { method: 'DELETE', path, headers: [[name, value]] },
      status: 401,
      code: 'missing_session',
    }),
  )
  await checkAll(t, service, cases)
})

function session(cookie: string | string[] | undefined) {
  const cookies = cookie === undefined ? [] : [cookie].flat()
  return { path: '/api/v1/session', headers: cookies.map(value => ['Cookie', value] as const) }
}

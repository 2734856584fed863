import { randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import t from 'tap'
import { build, call, createKey, useKey } from '../kit/app.ts'
import { type Person, SECRET } from '../kit/people.ts'

const SIGN_IN_URL = 'https://app.example.com/sign-in?next=%2Fkeys'
const SIGN_OUT_URL = 'https://app.example.com/sign-out'
const app = await build(t, { SIGN_IN_URL, SIGN_OUT_URL })

/** A token with every claim that Supabase's access tokens have. */
async function supabaseSession(more: object, accountId: string = randomUUID()): Promise<Person> {
  const now = Math.floor(Date.now() / 1000)
  const claims = {
    iss: 'https://abcdefghijklmnopqrst.supabase.co/auth/v1',
    sub: accountId,
    aud: 'authenticated',
    exp: now + 3600,
    iat: now,
    email: 'alice@example.com',
    phone: '',
    app_metadata: { provider: 'email', providers: ['email'] },
    user_metadata: { email_verified: true },
    role: 'authenticated',
    aal: 'aal1',
    amr: [{ method: 'password', timestamp: now }],
    session_id: randomUUID(),
    is_anonymous: false,
    ...more,
  }
  const token = await new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', kid: 'k3yId', typ: 'JWT' })
    .sign(new TextEncoder().encode(SECRET))
  return { accountId, cookie: `sb-access-token=${token}` }
}

const sessionOf = (as: Person) => call(app, { as, url: '/api/v1/session' })
const tierOf = async (as: Person) => (await sessionOf(as)).json().tier
t.test('the session returns the account, its entitlements and its remaining requests', async t => {
  const alice = await supabaseSession({})
  const reply = await sessionOf(alice)
  t.equal(reply.statusCode, 200)
  const { limits, ...rest } = reply.json()
  t.same(rest, {
    account_id: alice.accountId,
    email: 'alice@example.com',
    role: 'manager',
    suspended_at: null,
    sign_out_url: SIGN_OUT_URL,
    key_prefixes: ['sk_live_'],
    plan: { title: 'Free', keys: 100, longest_days: null },
    tier: 'free',
    entitlements: { lookback_days: 1, formats: ['json', 'csv'] },
    scopes: null,
  })
  t.match(limits, { minute: { limit: 10, remaining: 10 }, day: { limit: 1_000, remaining: 1_000 } })
  const { key } = await createKey(app, alice)
  await useKey(app, key)
  t.equal((await sessionOf(alice)).json().limits.day.remaining, 999)
})

t.test('the email address of a session is shown unchanged, and an invalid one is omitted', async t => {
  const emailOf = async (email: unknown) => (await sessionOf(await supabaseSession({ email }))).json().email
  const longest = `${'x'.repeat(314)}@a.com`
  for (const email of ['b@example.com', 'jörg@exämple.com', longest]) t.equal(await emailOf(email), email)
  for (const email of [undefined, null, '', 7, ['b@example.com'], {}, `x${longest}`])
    t.equal(await emailOf(email), null)
})

t.test("the identity provider's tier only counts for a new account", async t => {
  const accountId = randomUUID()
  const tier = (tier: unknown) => supabaseSession({ app_metadata: { tier } }, accountId)
  t.equal(await tierOf(await tier('pro')), 'pro')
  t.equal(await tierOf(await tier('free')), 'pro')
  t.equal(await tierOf(await tier(undefined)), 'pro')
  const rows = await app.db.selectFrom('accounts').selectAll().where('id', '=', accountId).execute()
  t.match(rows, [{ tier: 'pro' }])
})

t.test('metadata that users can write is ignored, and an unknown tier is free', async t => {
  const claims = [
    { user_metadata: { tier: 'pro' } },
    { tier: 'pro' },
    { app_metadata: { tier: 'enterprise' } },
    { app_metadata: { tier: 'PRO' } },
    { app_metadata: { tier: ['pro'] } },
    { app_metadata: { tier: { toString: 'pro' } } },
    { app_metadata: { tier: '__proto__' } },
    { app_metadata: { tier: 'constructor' } },
    { app_metadata: 'pro' },
    { app_metadata: null },
    { app_metadata: undefined },
  ]
  for (const claim of claims) t.equal(await tierOf(await supabaseSession(claim)), 'free', JSON.stringify(claim))
})

t.test('only the 401 of a session route says where to sign in', async t => {
  for (const cookie of [undefined, 'sb-access-token=x'])
    for (const url of ['/api/v1/session', '/api/v1/keys', '/api/v1/usage', '/api/v1/audit-events']) {
      const reply = await app.inject({ url, ...(cookie && { headers: { cookie } }) })
      t.equal(reply.statusCode, 401)
      t.same(reply.json().error.details, { sign_in_url: SIGN_IN_URL })
    }
  t.equal((await app.inject('/api/v1/me')).json().error.details, undefined)
  const plain = await build(t)
  t.equal((await plain.inject('/api/v1/session')).json().error.details, undefined)
})

t.test('with an issuer set, the shared secret alone is not enough', async t => {
  const strict = await build(t, { SUPABASE_URL: 'https://abcdefghijklmnopqrst.supabase.co' })
  const ask = async (claims: object) => {
    const { cookie } = await supabaseSession(claims)
    return (await strict.inject({ url: '/api/v1/session', headers: { cookie } })).statusCode
  }
  t.equal(await ask({}), 200)
  for (const iss of ['https://other.supabase.co/auth/v1', 'supabase', '', undefined])
    t.equal(await ask({ iss }), 401, `${iss}`)
})

t.test('if a second factor is required, a session without one is rejected', async t => {
  const app = await build(t, { SESSION_AAL: 'aal2', SIGN_IN_URL })
  const ask = async (claims: object) => {
    const { cookie } = await supabaseSession(claims)
    return app.inject({ url: '/api/v1/session', headers: { cookie } })
  }
  t.equal((await ask({ aal: 'aal2' })).statusCode, 200)
  for (const aal of ['aal1', undefined, null, 2, 'AAL2', ['aal2'], 'aal3']) {
    const reply = await ask({ aal })
    t.equal(reply.statusCode, 401, `${aal}`)
    t.match(reply.json().error, { code: 'second_factor_required', details: { sign_in_url: SIGN_IN_URL } })
    // RFC 9470, 3
    t.match(reply.headers['www-authenticate'], /^Bearer error="insufficient_user_authentication", acr_values="aal2"/)
  }
  t.equal((await ask({ aal: 'aal1', exp: 1 })).json().error.code, 'invalid_session', 'an expired one is expired')
})

t.test('the session lists the scopes that keys can have', async t => {
  const app = await build(t, { SCOPES: 'iocs:read,feeds:read' })
  t.same((await call(app, { as: await supabaseSession({}), url: '/api/v1/session' })).json().scopes, [
    'iocs:read',
    'feeds:read',
  ])
})

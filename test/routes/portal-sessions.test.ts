import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import t from 'tap'
import { namedAccount } from '../../auth/account-id.ts'
import { createApiKey, hexDigest } from '../../auth/api-key.ts'
import { createPortalSecret } from '../../auth/portal-secret.ts'
import { ensureAccount } from '../../db/ensure-account.ts'
import { type App, build, call, createKey } from '../kit/app.ts'
import { roomInTheMinute } from '../kit/minute.ts'
import { signIn } from '../kit/people.ts'
import { ADMIN_TOKEN, asOperator, enter, newLink, signedInByLink } from '../kit/portal.ts'

const app = await build(t, { ADMIN_TOKEN })
const session = (cookie: string) => call(app, { url: '/api/v1/session', headers: { cookie } })
const rowOf = (id: string) =>
  app.db.selectFrom('portal_sessions').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const accountEvents = (id: string) =>
  app.db
    .selectFrom('account_events as e')
    .innerJoin('accounts as a', 'a.id', 'e.account_id')
    .selectAll('e')
    .where('a.external_id', '=', id)
    .orderBy('e.at')
    .execute()

t.test('two cookies of keyward are rejected, because either may be the session, and an empty one is none', async t => {
  const { cookie } = await signedInByLink(app)
  t.equal((await session(cookie)).statusCode, 200)
  t.match((await session(`${cookie}; ${cookie}`)).json(), { error: { code: 'ambiguous_credentials' } })
  t.match((await session('keyward=')).json(), { error: { code: 'missing_session' } })
})

t.test('a link signs a person in to an account, whose keys they manage', async t => {
  const link = await asOperator(app, 'POST', '', {
    account: 'org_1',
    person: 'ada',
    label: 'ada@example.com',
    role: 'member',
    return_url: 'https://app.example.com/a?b',
    for: 'page',
  })
  t.equal(link.statusCode, 201)
  const { id, url, expires_at } = link.json()
  t.equal(link.headers['location'], `/admin/v1/portal-sessions/${id}`)
  t.match(url, /^http:\/\/localhost:80\/enter#kwcode_[0-9A-Za-z]{49}$/)
  const minutes = (Date.parse(expires_at) - Date.now()) / 60_000
  t.ok(minutes > 59 && minutes <= 60)
  const entered = await enter(app, url.split('#')[1])
  t.equal(entered.statusCode, 200)
  const setting = String(entered.headers['set-cookie'])
  t.match(setting, /^keyward=kwsession_[0-9A-Za-z]{49}; Max-Age=3[56]\d\d; Path=\/; HttpOnly; SameSite=Lax$/)
  const [cookie = ''] = setting.split(';')
  const shown = await session(cookie)
  t.match(shown.json(), {
    account_id: 'org_1',
    person_id: 'ada',
    portal: { label: 'ada@example.com', return_url: 'https://app.example.com/a?b', expires_at },
  })
  const key = await createKey(app, { accountId: 'org_1', cookie })
  const event = await app.db
    .selectFrom('audit_events')
    .selectAll()
    .where('key_id', '=', key.id)
    .executeTakeFirstOrThrow()
  t.match(event, { actor: 'user:ada', session_id: id, action: 'create' })
})

t.test('a code works once, whoever else posts it at the same time', async t => {
  const { code } = await newLink(app)
  const replies = await Promise.all(Array.from({ length: 10 }, () => enter(app, code)))
  t.same(replies.map(({ statusCode }) => statusCode).sort(), [200, ...Array(9).fill(401)])
  const again = await enter(app, code)
  t.match(again.json(), { error: { code: 'invalid_link' } })
  t.notOk(again.headers['set-cookie'])
})

t.test(
  'a code is rejected after two minutes, after its session has ended or expired, and if it is unknown',
  async t => {
    const late = await newLink(app)
    const { code_expires_at, created_at } = await rowOf(late.id)
    t.equal(Number(code_expires_at) - Number(created_at), 120_000)
    const aged = sql`update portal_sessions set code_expires_at = now() where id = ${late.id}`
    await aged.execute(app.db)
    t.equal((await enter(app, late.code)).statusCode, 401)
    const ended = await newLink(app)
    await asOperator(app, 'DELETE', `/${ended.id}`)
    t.equal((await enter(app, ended.code)).statusCode, 401)
    const { secret } = createPortalSecret('code')
    for (const code of [secret, `${secret}x`, '', 'kwcode_', createPortalSecret('cookie').secret])
      t.equal((await enter(app, code)).statusCode, 401, code)
  },
)

t.test('a page of another origin cannot sign its visitor in', async t => {
  const { code } = await newLink(app)
  const headers = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }
  const reply = await call(app, { method: 'POST', url: '/api/v1/sign-in', headers, payload: { code } })
  t.equal(reply.json().error.code, 'forbidden_origin')
  t.equal((await enter(app, code)).statusCode, 200, 'and its code can still be used')
})

t.test('the database has only digests of codes, cookies and tokens', async t => {
  const { id, code } = await newLink(app)
  const [cookie = ''] = String((await enter(app, code)).headers['set-cookie']).split(';')
  const { token } = (await asOperator(app, 'POST', '', { account: 'org_7', person: 'p', for: 'element' })).json()
  const { code_digest, digest } = await rowOf(id)
  const hex = (bytes: Uint8Array | null) => Buffer.from(bytes ?? []).toString('hex')
  t.equal(hex(code_digest), hexDigest(code))
  t.equal(hex(digest), hexDigest(cookie.split('=')[1] ?? ''))
  const { rows } = await sql<{ all: string }>`select string_agg(p::text, '') as all from portal_sessions p`.execute(
    app.db,
  )
  for (const secret of [code, cookie.split('=')[1] ?? '', token]) t.notOk(rows[0]?.all.includes(secret.slice(-49)))
})

t.test('over HTTPS, the cookie belongs to the host alone, and links begin with PUBLIC_URL', async t => {
  const app = await build(t, { ADMIN_TOKEN, PUBLIC_URL: 'https://keys.example.com' })
  const { url, code } = await newLink(app)
  t.ok(url.startsWith('https://keys.example.com/enter#'))
  const setting = String((await enter(app, code)).headers['set-cookie'])
  t.match(setting, /^__Host-keyward=kwsession_\w+; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax; Secure$/)
  const [cookie = ''] = setting.split(';')
  const session = (cookie: string) => call(app, { url: '/api/v1/session', headers: { cookie } })
  t.equal((await session(cookie)).statusCode, 200)
  t.equal((await session(cookie.replace('__Host-', ''))).statusCode, 401, 'a neighboring host could set the plain name')
})

t.test('without PUBLIC_URL, links are only for this machine', async t => {
  const wanted = { account: 'org_7', person: 'user_42', for: 'page' }
  const ask = (host: string, payload: object) =>
    call(app, {
      method: 'POST',
      url: '/admin/v1/portal-sessions',
      headers: { host, authorization: `Bearer ${ADMIN_TOKEN}` },
      payload,
    })
  for (const host of ['127.0.0.1:3000', '[::1]:3000', 'localhost'])
    t.match((await ask(host, wanted)).json(), { url: `http://${host}/enter#` }, host)
  t.equal((await ask('keys.example.com', wanted)).json().error.code, 'no_public_url')
  t.equal((await ask('keys.example.com', { ...wanted, for: 'element' })).statusCode, 201, 'an element needs no link')
})

t.test('an ended session is 401 and its cookie is removed, and no other session takes its place', async t => {
  const { id, cookie } = await signedInByLink(app)
  const other = await signIn('pro')
  const both = `${other.cookie}; ${cookie}`
  t.equal((await session(both)).json().account_id, 'org_7', 'beside another session, the link’s counts')
  t.equal((await asOperator(app, 'DELETE', `/${id}`, { reason: 'left the team' })).statusCode, 200)
  for (const header of [cookie, both]) {
    const rejected = await session(header)
    t.equal(rejected.json().error.code, 'invalid_session')
    t.match(rejected.headers, {
      'set-cookie': 'keyward=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax',
      'www-authenticate': 'Cookie realm="sb-access-token"',
    })
  }
  t.equal((await session(other.cookie)).statusCode, 200)
  const { ended_at } = await rowOf(id)
  t.equal((await asOperator(app, 'DELETE', `/${id}`)).statusCode, 200, 'a repeat')
  t.match(await rowOf(id), { ended_at, ended_by: 'operator' })
  t.equal((await asOperator(app, 'DELETE', `/${randomUUID()}`)).statusCode, 404)
})

t.test('all sessions of a person end together, in every account, and links that have not been used', async t => {
  const [a, b] = [
    await signedInByLink(app, { person: 'eve' }),
    await signedInByLink(app, { account: 'org_8', person: 'eve' }),
  ]
  const unused = await newLink(app, { person: 'eve' })
  const other = await signedInByLink(app, { person: 'adam' })
  t.same((await asOperator(app, 'DELETE', '?person=eve', { reason: 'departure' })).json(), { ended: 3 })
  for (const { cookie } of [a, b]) t.equal((await session(cookie)).statusCode, 401)
  t.equal((await enter(app, unused.code)).statusCode, 401)
  t.equal((await session(other.cookie)).statusCode, 200)
  t.same((await asOperator(app, 'DELETE', '?person=eve')).json(), { ended: 0 }, 'a repeat')
  t.match((await accountEvents('org_8')).at(-1), {
    action: 'end_session',
    actor: 'operator',
    reason: 'departure',
    details: { person: 'eve', sessions: [b.id] },
  })
})

t.test('starting and ending a session is in the history of the account, without the label', async t => {
  const { id } = await newLink(app, { account: 'org_9', label: 'Ada Lovelace', role: 'reader', reason: 'support' })
  await asOperator(app, 'DELETE', `/${id}`)
  await asOperator(app, 'DELETE', `/${id}`)
  const events = await accountEvents('org_9')
  t.match(events, [
    {
      action: 'start_session',
      reason: 'support',
      details: { session: id, person: 'user_42', role: 'reader', for: 'page' },
    },
    { action: 'end_session', reason: null, details: { person: 'user_42', sessions: [id] } },
  ])
  t.equal(events.length, 2, 'a repeat is not an event')
  t.notMatch(JSON.stringify(events), 'Lovelace')
})

t.test('a person signs out of their own session only', async t => {
  const [own, other] = [await signedInByLink(app), await signedInByLink(app)]
  const signOut = (headers: Record<string, string>) => call(app, { method: 'POST', url: '/api/v1/sign-out', headers })
  const reply = await signOut({ cookie: own.cookie })
  t.equal(reply.statusCode, 200)
  t.match(reply.headers['set-cookie'], /^keyward=; Max-Age=0;/)
  t.equal((await session(own.cookie)).statusCode, 401)
  t.equal((await session(other.cookie)).statusCode, 200)
  t.match(await rowOf(own.id), { ended_by: 'user:user_42' })
  t.equal((await signOut({ cookie: (await signIn()).cookie })).statusCode, 404, 'a session of the provider')
  t.equal((await signOut({ cookie: other.cookie, origin: 'https://evil.example' })).statusCode, 403)
})

t.test('an element has a token, for at most 900 seconds, which is no cookie', async t => {
  const start = (more: object) =>
    asOperator(app, 'POST', '', { account: 'org_7', person: 'p', for: 'element', ...more })
  const { id, token, expires_at } = (await start({})).json()
  t.match(token, /^kwtoken_[0-9A-Za-z]{49}$/)
  const seconds = (Date.parse(expires_at) - Date.now()) / 1_000
  t.ok(seconds > 880 && seconds <= 900)
  const bearer = (token: string) => call(app, { url: '/api/v1/session', headers: { authorization: `Bearer ${token}` } })
  t.match((await bearer(token)).json(), { account_id: 'org_7', person_id: 'p' })
  t.equal((await session(`keyward=${token}`)).statusCode, 401)
  const { cookie } = await signedInByLink(app)
  t.equal((await bearer(cookie.split('=')[1] ?? '')).statusCode, 401, 'nor is the cookie a token')
  await asOperator(app, 'DELETE', `/${id}`)
  const ended = await bearer(token)
  t.equal(ended.statusCode, 401)
  t.notOk(ended.headers['set-cookie'])
  t.match((await start({ seconds: 901 })).json(), { error: { details: { seconds: 'must be <= 900 for an element' } } })
  t.equal((await start({ seconds: 900 })).statusCode, 201)
})

t.test('the log says why a session was rejected', async t => {
  const lines: string[] = []
  const app = await build(t, { ADMIN_TOKEN, LOG_LEVEL: 'info' }, { log: { write: line => lines.push(line) } })
  const rejection = async (cookie: string) => {
    t.equal((await call(app, { url: '/api/v1/session', headers: { cookie } })).statusCode, 401)
    return JSON.parse(lines.filter(line => line.includes('/api/v1/session')).at(-1) ?? '').rejection
  }
  const [ended, expired] = [await signedInByLink(app), await signedInByLink(app)]
  await asOperator(app, 'DELETE', `/${ended.id}`)
  t.equal(await rejection(ended.cookie), 'ended')
  await age(app, expired.id, '61 minutes')
  t.equal(await rejection(expired.cookie), 'expired')
  t.equal(await rejection(`keyward=${createPortalSecret('cookie').secret}`), 'unknown')
  t.equal(await rejection('keyward=kwsession_'), 'malformed')
  t.notMatch(lines.join(''), /kw(code|session|token)_\w/)
})

t.test('sessions name no account or person that they cannot belong to', async t => {
  const start = (more: object) => asOperator(app, 'POST', '', { account: 'org_7', person: 'p', for: 'page', ...more })
  const statusOf = async (more: object) => (await start(more)).statusCode
  for (const account of ['ffffffff-ffff-ffff-ffff-ffffffffffff', 'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF'])
    t.equal(await statusOf({ account }), 404, 'the reserved account')
  const uuid = namedAccount('org_7')?.accountId
  t.equal(await statusOf({ account: uuid }), 201, 'an operator may name either ID')
  const taken = randomUUID()
  const foreign = namedAccount('taken')?.accountId ?? ''
  await ensureAccount(app.db, { accountId: foreign, externalId: null, tier: null })
  t.equal(await statusOf({ account: 'taken' }), 404, 'another account has the UUID behind this ID')
  t.equal(await statusOf({ account: taken.toUpperCase() }), 201)
  const { secret } = createApiKey({ prefixes: ['sk_live_'] })
  t.match((await start({ account: secret })).json(), { error: { details: { accountId: /API key/ } } })
  t.match((await start({ person: secret })).json(), { error: { details: { person: /API key/ } } })
  for (const more of [
    { role: 'owner' },
    { seconds: 59 },
    { seconds: 43_201 },
    { for: 'both' },
    { label: ' ' },
    { x: 1 },
  ])
    t.equal(await statusOf(more), 400, JSON.stringify(more))
  for (const role of ['member', 'reader', 'manager'])
    t.equal(await statusOf({ account: 'p', role }), role === 'manager' ? 201 : 400, `${role} of their own account`)
  for (const return_url of [
    'http://app.example.com',
    'javascript:alert(1)',
    '/a',
    'https://',
    'https://[',
    '//a.example',
  ])
    t.equal(await statusOf({ return_url }), 400, return_url)
  for (const return_url of ['https://app.example.com/x', 'http://localhost:3000/', null])
    t.equal(await statusOf({ return_url, label: null, role: null }), 201, String(return_url))
})

t.test('a person has one ID, however a UUID is written', async t => {
  const person = randomUUID()
  const { cookie } = await signedInByLink(app, { person: person.toUpperCase() })
  t.equal((await session(cookie)).json().person_id, person)
  t.same((await asOperator(app, 'DELETE', `?person=${person.toUpperCase()}`)).json(), { ended: 1 })
})

t.test('without a provider, only links sign people in', async t => {
  const links = { ADMIN_TOKEN, PUBLIC_URL: 'http://localhost:3000', SUPABASE_JWT_SECRET: '' }
  const app = await build(t, links)
  const session = (cookie: string) => call(app, { url: '/api/v1/session', headers: { cookie } })
  t.equal((await session((await signedInByLink(app)).cookie)).statusCode, 200)
  t.equal((await session((await signIn('pro')).cookie)).statusCode, 401)
  t.equal((await call(app, { url: '/demo' })).statusCode, 404, 'and it is not a demo')
})

t.test('until the upgrade is finished, no session starts', async t => {
  const app = await build(t, { ADMIN_TOKEN })
  await app.db.updateTable('upgrades').set({ finished_at: null }).execute()
  const reply = await asOperator(app, 'POST', '', { account: randomUUID(), person: 'p', for: 'page' })
  t.match(reply.json(), { error: { code: 'upgrade_unfinished' } })
  t.same(await app.db.selectFrom('accounts').selectAll().execute(), [])
})

t.test('a session is deleted 30 days after it has expired', async t => {
  const [old, recent] = [await newLink(app), await newLink(app)]
  await age(app, old.id, '30 days 2 hours')
  await age(app, recent.id, '30 days')
  await app.runJob('sessions')
  const left = await app.db.selectFrom('portal_sessions').select('id').where('id', 'in', [old.id, recent.id]).execute()
  t.same(left, [{ id: recent.id }])
})

t.test('SQL cannot revive a session, lengthen it or give it to someone else', async t => {
  const [{ id }, open] = [await signedInByLink(app), await signedInByLink(app)]
  await asOperator(app, 'DELETE', `/${id}`)
  for (const change of ['ended_at = null, ended_by = null', "ended_by = 'x'", "digest = sha256('x')"])
    await t.rejects(sql`update portal_sessions set ${sql.raw(change)} where id = ${id}`.execute(app.db), /is final/)
  for (const change of [
    "expires_at = expires_at + interval '1 s'",
    "person = 'x'",
    "digest = sha256('x')",
    'role = null, account_id = gen_random_uuid()',
  ])
    await t.rejects(
      sql`update portal_sessions set ${sql.raw(change)} where id = ${open.id}`.execute(app.db),
      /is final/,
    )
})

/** Makes a session older, through the trigger. */
async function age({ db }: App, id: string, by: string) {
  await db.transaction().execute(async trx => {
    await sql`alter table portal_sessions disable trigger sessions_are_not_changed`.execute(trx)
    await sql`update portal_sessions set created_at = created_at - ${by}::interval, expires_at = expires_at - ${by}::interval
      where id = ${id}`.execute(trx)
    await sql`alter table portal_sessions enable always trigger sessions_are_not_changed`.execute(trx)
  })
}

t.test('invented sessions and service keys count as requests without a credential, and block no good ones', async t => {
  const app = await build(t, { ADMIN_TOKEN, ANONYMOUS_LIMIT_PER_MINUTE: '4' })
  await roomInTheMinute()
  const good = await signedInByLink(app, { account: 'org_9', person: 'ada' })
  const url = '/api/v1/session'
  const invented = () => [
    call(app, { url, headers: { cookie: `keyward=${createPortalSecret('cookie').secret}` } }),
    call(app, { url, headers: { authorization: `Bearer ${createPortalSecret('token').secret}` } }),
    call(app, {
      url: '/admin/v1/plans',
      headers: { authorization: `Bearer ${createApiKey({ prefixes: ['keyward_'] }).secret}` },
    }),
  ]
  t.same(
    (await Promise.all(invented())).map(({ statusCode }) => statusCode),
    [401, 401, 401],
  )
  for (const reply of await Promise.all(invented())) t.equal(reply.statusCode, 429)
  t.equal((await call(app, { url, headers: { cookie: good.cookie } })).statusCode, 200)
})

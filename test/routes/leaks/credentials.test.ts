import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import t from 'tap'
import { createApiKey } from '../../../auth/api-key.ts'
import { KEY_FORMAT } from '../../../config/key-format.ts'
import { keyShape } from '../../../config/key-shape.ts'
import { keyFinder } from '../../../leaks/find-keys.ts'
import { type App, build, buildInstances, call, createKey, revoke, useKey } from '../../kit/app.ts'
import { isWaiting, needsPostgres, ownConnection } from '../../kit/database.ts'
import { type Person, signIn } from '../../kit/people.ts'
import { until } from '../../kit/until.ts'

/** The fixed time of an answer; a timer may be a little early. */
const DELAY_MS = 490

let address = 0
/** Reports credentials, each time from another address. */
const report = (app: App, payload: object, remoteAddress = `198.51.100.${address++ % 250}`) =>
  app.inject({ method: 'POST', url: '/api/v1/credentials/revoke', payload, remoteAddress })
const get = async (app: App, as: Person, id: string) => (await call(app, { as, url: `/api/v1/keys/${id}` })).json()

t.test('a reported key is revoked when the report is answered, with the place where it was found', async t => {
  const lines: string[] = []
  const app = await build(t, {}, { log: { write: line => lines.push(line) } })
  const alice = await signIn('pro')
  const { id, key } = await createKey(app, alice)
  const other = await createKey(app, alice)
  const payload = {
    credentials: ['ghp_of_somebody_else', key, key],
    source_url: 'https://paste.example/1',
    note: 'in a log',
  }
  t.equal((await report(app, payload)).statusCode, 202)
  t.equal((await useKey(app, key)).statusCode, 401)
  t.equal((await useKey(app, other.key)).statusCode, 200)
  const leak = { door: 'report', source_url: 'https://paste.example/1', note: 'in a log' }
  t.match(await get(app, alice, id), {
    status: 'revoked',
    revoked_by: 'system',
    revocation_reason: 'leaked: in a log',
    leak,
  })
  const events = (await call(app, { as: alice, url: `/api/v1/audit-events?key_id=${id}&action=revoke` })).json().data
  t.match(events, [{ actor: 'system', ip: null, details: { leak }, reason: 'leaked: in a log' }])
  t.equal(events.length, 1)
  t.equal(lines.filter(line => line.includes('keyward.revoked') && line.includes(id)).length, 1)
  t.notOk(lines.some(line => line.includes(key)))
})

t.test('the response and its time are the same for all credentials', async t => {
  const app = await build(t)
  const alice = await signIn('pro')
  const [alive, dead] = [await createKey(app, alice), await createKey(app, alice)]
  await revoke(app, alice, dead.id)
  const answers = new Set<string>()
  for (const credential of [alive.key, dead.key, createApiKey(KEY_FORMAT).secret, 'nonsense']) {
    const begun = performance.now()
    const { statusCode, headers, body } = await report(app, { credentials: [credential] })
    t.ok(performance.now() - begun > DELAY_MS)
    answers.add(JSON.stringify([statusCode, body, Object.keys(headers)]))
  }
  t.equal(answers.size, 1)
  t.match(await get(app, alice, dead.id), { revoked_by: `user:${alice.accountId}`, leak: null }, 'first facts stay')
  const { data } = (await call(app, { as: alice, url: `/api/v1/audit-events?key_id=${dead.id}` })).json()
  t.equal(data.length, 2, 'and a dead key gets no event')
})

t.test('a rejected report in the queue is answered after the same time', async t => {
  const app = await build(t)
  const answers = await Promise.all(
    [{ credentials: [createApiKey(KEY_FORMAT).secret] }, { credentials: [] }, {}].map(async payload => {
      const begun = performance.now()
      const { statusCode } = await report(app, payload)
      return { statusCode, late: performance.now() - begun > DELAY_MS }
    }),
  )
  t.same(answers, [
    { statusCode: 202, late: true },
    { statusCode: 400, late: true },
    { statusCode: 400, late: true },
  ])
})

t.test('a key reported to two instances is revoked once', async t => {
  const { apps, db } = await buildInstances(t, 2)
  const alice = await signIn('pro')
  const { key } = await createKey(apps[0] as App, alice)
  await Promise.all(apps.map(app => report(app as App, { credentials: [key] })))
  const events = await db.selectFrom('audit_events').select('action').where('action', '!=', 'create').execute()
  t.same(events, [{ action: 'revoke' }])
})

t.test('an address can report 60 times an hour, and the headers count down', async t => {
  const app = await build(t)
  const replies = await Promise.all(
    Array.from({ length: 61 }, () => report(app, { credentials: ['x'] }, '2001:db8::1')),
  )
  const statuses = replies.map(({ statusCode }) => statusCode)
  t.equal(statuses.filter(status => status === 202).length, 60)
  const refused = replies.find(({ statusCode }) => statusCode === 429)
  t.match(refused?.json().error, { code: 'rate_limit_exceeded', details: { window: 'hour', limit: 60 } })
  t.match(refused?.headers, { 'x-ratelimit-limit': '60', 'x-ratelimit-remaining': '0', 'retry-after': /^\d+$/ })
  t.equal((await report(app, { credentials: ['x'] }, '2001:db8::2')).statusCode, 429, 'the same /64')
  t.equal((await report(app, { credentials: ['x'] }, '203.0.113.1')).statusCode, 202)
})

t.test('credentials in the URL and note of a leak are not stored', async t => {
  const app = await build(t)
  const alice = await signIn('pro')
  const { id, key } = await createKey(app, alice)
  const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl'
  const payload = {
    credentials: [key],
    source_url: `https://person:a-password@paste.example/?api_key=${key}&token=hunter2#${jwt}`,
    note: `curl -H "Authorization: Bearer ${key}", session ${jwt}`,
  }
  t.equal((await report(app, payload)).statusCode, 202)
  const { leak } = await get(app, alice, id)
  t.same(leak, {
    reported_by: 'report',
    door: 'report',
    source_url: 'https://paste.example/?api_key=***&token=***',
    note: 'curl -H "Authorization: Bearer ***", session ***',
  })
})

t.test('imported keys in them are not stored either', async t => {
  const app = await build(t, { IMPORTED_KEY_SHAPES: 'acme_ base58 21-22, hex 32' })
  const alice = await signIn('pro')
  const { id, key } = await createKey(app, alice)
  const [named, bare] = ['acme_3ZxhbfNcPqRsTuVwXyZ12', '0123456789abcdef0123456789abcdef']
  const note = `seen ${named}, "${bare}"; not acme_short, nor ${bare}00 of another length`
  const payload = { credentials: [key], source_url: `https://paste.example/${named}/${bare}#L1`, note }
  t.equal((await report(app, payload)).statusCode, 202)
  t.match((await get(app, alice, id)).leak, {
    source_url: 'https://paste.example/***/***#L1',
    note: `seen ***, "***"; not acme_short, nor ${bare}00 of another length`,
  })
})

t.test('a note that masking makes too long is cut, and the key is revoked', async t => {
  const app = await build(t)
  const alice = await signIn('pro')
  const { id, key } = await createKey(app, alice)
  const note = 'key=🔑 '.repeat(66)
  t.equal((await report(app, { credentials: [key], note })).statusCode, 202)
  t.equal((await useKey(app, key)).statusCode, 401)
  const { leak, revocation_reason: reason } = await get(app, alice, id)
  t.match(leak.note, /^(key=\*\*\* )+/)
  t.notMatch(leak.note, '🔑')
  t.ok([...leak.note].length <= 400)
  t.equal(reason, `leaked: ${leak.note}`)
})

t.test('an invalid report is rejected, and nothing is revoked', async t => {
  const app = await build(t)
  const { key } = await createKey(app, await signIn('pro'))
  const credentials = [key]
  const payloads = [
    {},
    { credentials: [] },
    { credentials: key },
    { credentials: [1] },
    { credentials: [''] },
    { credentials: [key, 'x'.repeat(1_001)] },
    { credentials: Array.from({ length: 1_001 }, () => key) },
    { credentials, source_url: 'javascript:alert(1)' },
    { credentials, source_url: 'https://[::zz]/' },
    { credentials, source_url: 'https://a b' },
    { credentials, source_url: `https://example.com/${'x'.repeat(2_000)}` },
    { credentials, note: 'x'.repeat(401) },
    { credentials, note: 'a\u0000b' },
    { credentials, reason: 'not a member' },
  ]
  // At once: each answer takes up to half a second.
  const replies = await Promise.all(payloads.map(payload => report(app, payload)))
  for (const [at, reply] of replies.entries())
    t.match(reply.json().error, { code: 'validation_error', details: {} }, JSON.stringify(payloads[at]).slice(0, 80))
  t.equal((await useKey(app, key)).statusCode, 200)
})

t.test(
  ...needsPostgres('while one report waits for a locked key, sixty queue behind it, and further ones are 503'),
  async t => {
    const app = await build(t)
    const { key } = await createKey(app, await signIn('pro'))
    const statuses: number[] = []
    await ownConnection(t, app)
      .transaction()
      .execute(async holder => {
        await sql`select from api_keys for update`.execute(holder)
        const first = report(app, { credentials: [key] })
        await until(() => isWaiting(holder))
        const others = Array.from({ length: 70 }, async (_, at) => {
          const reply = await report(app, { credentials: [createApiKey(KEY_FORMAT).secret] }, `203.0.113.${at}`)
          statuses.push(reply.statusCode)
        })
        t.equal((await first).statusCode, 503, 'what is not known is not said')
        await Promise.all(others)
        t.same(statuses.slice(0, 10), Array(10).fill(503), 'reports beyond sixty are rejected before any other answer')
      })
    const waited = statuses.slice(10)
    t.equal(waited.length, 60)
    // On a slow machine some slots begin too late.
    t.same(new Set([202, 503, ...waited]), new Set([202, 503]), 'queued reports are handled or get 503')
    const later = await Promise.all([key, key, key].map(found => report(app, { credentials: [found] })))
    for (const { statusCode } of later) t.equal(statusCode, 202, 'then those that wait are done')
    t.equal((await useKey(app, key)).statusCode, 401)
  },
)

t.test(...needsPostgres('a client that leaves the queue delays no other report'), async t => {
  const app = await build(t)
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  const { key } = await createKey(app, await signIn('pro'))
  const leaving = new AbortController()
  const replies = await ownConnection(t, app)
    .transaction()
    .execute(async holder => {
      await sql`select from api_keys for update`.execute(holder)
      const first = report(app, { credentials: [key] })
      await until(() => isWaiting(holder))
      const gone = fetch(`${url}/api/v1/credentials/revoke`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ credentials: ['nonsense'] }),
        signal: leaving.signal,
      })
      await sleep(100)
      leaving.abort()
      await t.rejects(gone)
      return Promise.all([first, report(app, { credentials: [createApiKey(KEY_FORMAT).secret] })])
    })
  t.same(
    replies.map(({ statusCode }) => statusCode),
    [503, 202],
  )
})

t.test('the address of a reporter is stored nowhere', async t => {
  const lines: string[] = []
  const app = await build(t, { LOG_LEVEL: 'info' }, { log: { write: line => lines.push(line) } })
  const { key } = await createKey(app, await signIn('pro'))
  t.equal((await report(app, { credentials: [key] }, '203.0.113.99')).statusCode, 202)
  t.ok(
    lines.some(line => line.includes('/credentials/revoke')),
    'the request is logged',
  )
  t.notOk(lines.some(line => line.includes('203.0.113.99')))
  const { rows } = await sql`select from audit_events where host(ip) = '203.0.113.99'`.execute(app.db)
  t.equal(rows.length, 0)
})

/** Notations in which people and programs write a key that they find. */
const WRITTEN: Record<string, (key: string) => string> = {
  'with a line break behind it': key => `${key}\r\n`,
  'in quotes': key => `"${key}"`,
  'with a full stop behind it': key => `(${key}).`,
  'as a header': key => `Authorization: Bearer ${key}`,
  'as a line of a file': key => `export SOC_API_KEY='${key}' # production`,
  'in a query': key => `https://example.com/api?x=1&api_key=${key}&y=2`,
  'percent-encoded': key => `x=${encodeURIComponent(`"${key}"`)}&${key.replaceAll('_', '%5F')}`,
  'percent-encoded three times': key => key.replaceAll('_', '%25255f'),
  'in JSON in JSON': key => JSON.stringify(JSON.stringify({ key })),
  'with escaped letters': key => key.replace('sk_', '\\u0073k\\x5f'),
  'in Markdown': key => key.replaceAll('_', '\\_'),
  'in HTML': key => `key=&quot;${key.replace('_', '&#95;').replace('_', '&lowbar;').replace('_', '&#x5f;')}&quot;`,
  'between letters': key => `x${key}x`,
  'wrapped by a mail client': key => `> found ${key.slice(0, 20)}\r\n> ${key.slice(20)} yesterday`,
  'in quoted-printable': key => `${key.slice(0, 40)}=\r\n${key.slice(40)}`,
  'with a soft hyphen': key => `${key.slice(0, 17)}\u00ad${key.slice(17, 30)}\u200b${key.slice(30)}`,
  'as the password of Basic': key => `Authorization: Basic ${Buffer.from(`person:${key}`).toString('base64')}`,
  'as a name of Basic in a URL': key => `auth=Basic%20${encodeURIComponent(Buffer.from(`${key}:`).toString('base64'))}`,
  'in base64 alone': key => `api-key: ${Buffer.from(key).toString('base64')}`,
}

t.test('keys are found in every notation, and several in one text', async t => {
  const app = await build(t)
  const alice = await signIn('pro')
  // At once: each answer takes up to half a second.
  await Promise.all(
    Object.entries(WRITTEN).map(async ([how, write]) => {
      const { key } = await createKey(app, alice)
      t.equal((await report(app, { credentials: ['nothing', write(key)] })).statusCode, 202, how)
      t.equal((await useKey(app, key)).statusCode, 401, how)
    }),
  )
  const keys = [await createKey(app, alice), await createKey(app, alice), await createKey(app, alice)]
  const [one, two, three] = keys.map(({ key }) => key)
  t.equal((await report(app, { credentials: [`${one}${two},\n${three}`] })).statusCode, 202)
  for (const { key } of keys) t.equal((await useKey(app, key)).statusCode, 401, 'of several')
})

t.test('a key in the URL or the note is revoked like one in the credentials', async t => {
  const app = await build(t)
  const alice = await signIn('pro')
  const [inAddress, inNote] = [await createKey(app, alice), await createKey(app, alice)]
  const source_url = `https://paste.example/?q=${inAddress.key}`
  const note = `is this yours: ${inNote.key}?`
  t.equal((await report(app, { credentials: ['see the note'], source_url, note })).statusCode, 202)
  for (const { id, key } of [inAddress, inNote]) {
    t.equal((await useKey(app, key)).statusCode, 401)
    t.notMatch(JSON.stringify(await get(app, alice, id)), key)
  }
})

const finderOf = (importedKeyShapes: readonly RegExp[]) => keyFinder({ keyFormat: KEY_FORMAT, importedKeyShapes })

t.test('imported keys are found as whole words', async t => {
  const shapes = ['acme_ base58 21-22', 'hex 32', 'base64url 20-30'].map(text => keyShape(text) as RegExp)
  const [named, hex, url] = ['acme_3ZxhbfNcPqRsTuVwXyZ12', '0123456789abcdef0123456789abcdef', 'a_b-c_d-e_f-g_h-i_j-k']
  for (const text of [
    named,
    `"${named}"`,
    `Bearer ${named}.`,
    `key%3D${named}%0A`,
    `${named.slice(0, 9)}\n${named.slice(9)}`,
  ])
    t.ok(finderOf(shapes)(text).has(named), text)
  for (const text of [hex, `{"key":"${hex}"}`, `Basic ${Buffer.from(`a:${hex}`).toString('base64')}`])
    t.ok(finderOf(shapes)(text).has(hex), text)
  for (const text of [url, `key=${url}&x`, `-${url}-`])
    t.ok(
      [...finderOf(shapes)(text)].some(key => key.includes(url)),
      text,
    )
  t.same([...finderOf(shapes.slice(0, 2))(`x${named} ${hex}0 ${named}${hex} acme_short 0${hex} -`)], [])
  t.same([...finderOf([])(`${named} ${hex} ${url}`)], [])
})

t.test('a report with more than 1,000 keys is rejected as a whole', async t => {
  const app = await build(t)
  const { key } = await createKey(app, await signIn('pro'))
  const made = Array.from({ length: 1_000 }, () => createApiKey(KEY_FORMAT).secret)
  const texts = Array.from({ length: 100 }, (_, at) => made.slice(at * 10, at * 10 + 10).join(' '))
  t.equal((await report(app, { credentials: [key, ...texts] })).statusCode, 400)
  t.equal((await useKey(app, key)).statusCode, 200)
  t.equal((await report(app, { credentials: [key, ...texts.slice(1)] })).statusCode, 202)
  t.equal((await useKey(app, key)).statusCode, 401)
})

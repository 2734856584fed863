import { randomUUID } from 'node:crypto'
import t, { type Test } from 'tap'
import { onPostgres } from '../kit/database.ts'
import type { Request } from '../kit/http.ts'
import { ADMIN_TOKEN, codeOf } from './answer.ts'
import { type Case, check, checkAll, serve } from './service.ts'

const service = await serve(t)
const { app, owner, id } = service

type Headers = [string, string][]
const JSON_TYPE: Headers = [['Content-Type', 'application/json']]

type Route = 'create' | 'rename' | 'revoke' | 'account'
const routes: Route[] = ['create', 'rename', 'revoke', 'account']

/** The routes that read a body, each with its own target so that cases do not interfere. */
const ROUTES: Record<Route, () => Required<Pick<Request, 'method' | 'path' | 'headers'>>> = {
  create: () => ({ method: 'POST', path: '/api/v1/keys', headers: [['Cookie', owner.cookie]] }),
  rename: () => ({ method: 'PATCH', path: `/api/v1/keys/${id}`, headers: [['Cookie', owner.cookie]] }),
  revoke: () => ({ method: 'DELETE', path: `/api/v1/keys/${id}`, headers: [['Cookie', owner.cookie]] }),
  account: () => ({
    method: 'PUT',
    path: `/admin/v1/accounts/${randomUUID()}`,
    headers: [['Authorization', `Bearer ${ADMIN_TOKEN}`]],
  }),
}

/** A request of a route with a body. */
function withBody(route: Route, body: string | Buffer, more: Headers = JSON_TYPE): Request {
  const { headers, ...rest } = ROUTES[route]()
  return { ...rest, headers: [...headers, ...more], body }
}

const MIB = 1_048_576
/** The limit of these routes. */
const LIMIT = 65_536

/** Bodies that every route rejects. */
const NOWHERE: [name: string, body: string | Buffer, headers: Headers, status: number | number[]][] = [
  ['broken JSON', '{"reason":', JSON_TYPE, 400],
  ['single quotes', "{'reason':'x'}", JSON_TYPE, 400],
  ['a trailing comma', '{"reason":"x",}', JSON_TYPE, 400],
  ['a comment', '{/**/}', JSON_TYPE, 400],
  ['NaN', 'NaN', JSON_TYPE, 400],
  ['undefined', 'undefined', JSON_TYPE, 400],
  ['Infinity in a member', '{"reason":Infinity}', JSON_TYPE, 400],
  ['two documents', '{}{}', JSON_TYPE, 400],
  ['a space', ' ', JSON_TYPE, 400],
  ['NUL bytes', '\0\0', JSON_TYPE, 400],
  ['an array', '[]', JSON_TYPE, 400],
  ['an array of an object', '[{"reason":"x"}]', JSON_TYPE, 400],
  ['a string', '"x"', JSON_TYPE, 400],
  ['an empty string', '""', JSON_TYPE, 400],
  ['a number', '1', JSON_TYPE, 400],
  ['zero', '0', JSON_TYPE, 400],
  ['true', 'true', JSON_TYPE, 400],
  ['false', 'false', JSON_TYPE, 400],
  ['bytes that are not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), JSON_TYPE, 400],
  ['UTF-16', Buffer.from('{"reason":"x"}', 'utf16le'), JSON_TYPE, 400],
  ['deep nesting', `{"reason":${'['.repeat(32_000)}${']'.repeat(32_000)}}`, JSON_TYPE, 400],
  ['__proto__', '{"__proto__":{"polluted":true}}', JSON_TYPE, 400],
  ['an escaped __proto__', '{"\\u005f_proto__":{"polluted":true}}', JSON_TYPE, 400],
  ['__proto__ below', '{"reason":{"__proto__":{"polluted":true}}}', JSON_TYPE, 400],
  ['constructor.prototype', '{"constructor":{"prototype":{"polluted":true}}}', JSON_TYPE, 400],
  ['1 MiB and a byte', `{"reason":"${'x'.repeat(MIB - 12)}"}`, JSON_TYPE, 413],
  ['64 KiB and a byte', `{"reason":"${'x'.repeat(LIMIT - 12)}"}`, JSON_TYPE, 413],
  ['64 KiB', `{"reason":"${'x'.repeat(LIMIT - 13)}"}`, JSON_TYPE, 400],
  ['text', 'reason=x', [['Content-Type', 'text/plain']], 415],
  ['JSON as text', '{"reason":"x"}', [['Content-Type', 'text/plain']], 415],
  ['a form', 'reason=x', [['Content-Type', 'application/x-www-form-urlencoded']], 415],
  ['a multipart form', '--x--', [['Content-Type', 'multipart/form-data; boundary=x']], 415],
  ['XML', '<reason/>', [['Content-Type', 'application/xml']], 415],
  ['a JSON dialect', '{"reason":"x"}', [['Content-Type', 'application/json5']], 415],
  ['no type', '{"reason":"x"}', [], 415],
  ['an empty type', '{"reason":"x"}', [['Content-Type', '']], 415],
  ['a type that is none', '{"reason":"x"}', [['Content-Type', 'json']], 415],
  ['a type of 4,000 characters', '{}', [['Content-Type', `application/${'x'.repeat(4_000)}`]], 415],
  ['a compressed body', Buffer.from([0x1f, 0x8b, 0x08]), [...JSON_TYPE, ['Content-Encoding', 'gzip']], 415],
  ['a body that only says it is compressed', '{"reason":"x"}', [...JSON_TYPE, ['Content-Encoding', 'br']], 415],
]

t.test('every route rejects a body that is not a JSON object', async t => {
  const cases = routes.flatMap(route =>
    NOWHERE.map(
      ([name, body, headers, status]): Case => ({
        name: `${route}: ${name}`,
        send: withBody(route, body, headers),
        status,
      }),
    ),
  )
  await checkAll(t, service, cases)
  t.equal(({} as { polluted?: boolean }).polluted, undefined, 'no prototype is polluted')
})

t.test('the coding identity is accepted, and the error for any other names it', async t => {
  const plain = [...JSON_TYPE, ['Content-Encoding', 'Identity']] as Headers
  await check(t, service, {
    name: 'identity',
    send: withBody('create', '{"name":"a"}', plain),
    status: 201,
    writes: true,
  })
  const coded = [...JSON_TYPE, ['Content-Encoding', 'gzip']] as Headers
  const reply = await check(t, service, { name: 'gzip', send: withBody('create', '{"name":"a"}', coded), status: 415 })
  t.equal(reply.headers['accept-encoding'], 'identity')
})

t.test('a body that is too large is rejected, immediately if its length is announced', async t => {
  const chunks = `100001\r\n${'x'.repeat(MIB + 1)}\r\n0\r\n\r\n`
  const cases = routes.flatMap((route): Case[] => [
    {
      name: `${route}, announced`,
      send: withBody(route, '', [...JSON_TYPE, ['Content-Length', '2147483647']]),
      status: 413,
      within: 500,
    },
    {
      name: `${route}, in chunks`,
      send: withBody(route, chunks, [...JSON_TYPE, ['Transfer-Encoding', 'chunked']]),
      status: 413,
    },
  ])
  await checkAll(t, service, cases)
})

/** Creates a key and revokes it with a body. */
async function revoked(t: Test, body: string | undefined, status: number, headers = JSON_TYPE) {
  const { id } = await newKey()
  const send = {
    method: 'DELETE',
    path: `/api/v1/keys/${id}`,
    headers: [['Cookie', owner.cookie] as const, ...headers],
    ...(body !== undefined && { body }),
  }
  const reply = await check(t, service, { name: '', send, status, writes: status === 200 })
  const row = await app.db.selectFrom('api_keys').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  t.equal(row.revoked_at !== null, status === 200)
  t.equal(row.account_id, owner.accountId)
  return { reply, row, id }
}

async function newKey(): Promise<{ id: string; key: string }> {
  await app.db.updateTable('api_keys').set({ name: 'old' }).where('revoked_at', 'is', null).execute()
  const headers = { cookie: owner.cookie }
  return (await app.inject({ method: 'POST', url: '/api/v1/keys', headers, payload: { name: 'new' } })).json()
}

t.test('a missing reason is accepted in all its forms', async t => {
  const bodies: [string, string | undefined, Headers][] = [
    ['no body', undefined, []],
    ['an empty body with the JSON type', '', JSON_TYPE],
    ['the JSON type without a length', undefined, JSON_TYPE],
    ['null', 'null', JSON_TYPE],
    ['{}', '{}', JSON_TYPE],
    ['{} with a charset', '{}', [['Content-Type', 'application/json; charset=utf-8']]],
    ['{} with a type in capitals', '{}', [['Content-Type', 'Application/JSON']]],
    ['a null reason', '{"reason":null}', JSON_TYPE],
    ['an empty reason', '{"reason":""}', JSON_TYPE],
    ['white space around', ' \r\n\t{ } ', JSON_TYPE],
  ]
  for (const [name, body, headers] of bodies)
    await t.test(name, async t => {
      const { row } = await revoked(t, body, 200, headers)
      t.equal(row.revocation_reason, null)
    })
})

t.test('a reason is stored and shown byte for byte, or rejected', async t => {
  const kept: [string, string][] = [
    ['a word', 'rotated'],
    ['500 characters', 'x'.repeat(500)],
    ['500 characters outside the BMP', '😀'.repeat(500)],
    ['white space', '  \t\n '],
    ['markup', `<script>alert(1)</script>&lt;"'`],
    ['SQL', `'; drop table api_keys; --`],
    ['right to left', 'نُقِل إلى فريق آخر\u202e'],
    ['combining characters', 'e\u0301\u0327'],
    // The embedded database's client drops a byte-order mark at the start of a text.
    ['a byte-order mark', onPostgres ? '\ufeffx' : 'x\ufeff'],
    ['control characters', '\u0001\u001b[31m\u007f\u0085'],
    ['backslashes and percents', '\\x00 %s %00 \\'],
    ['a line of a log', 'x"}\n{"level":60,"msg":"forged"}'],
    ['a non-character', '\uffff'],
  ]
  for (const [name, reason] of kept)
    await t.test(name, async t => {
      const { row, id } = await revoked(t, JSON.stringify({ reason }), 200)
      t.equal(row.revocation_reason, reason)
      const shown = await app.inject({ url: `/api/v1/keys/${id}`, headers: { cookie: owner.cookie } })
      t.equal(shown.json().revocation_reason, reason)
    })
  const refused: [string, string][] = [
    ['501 characters', JSON.stringify({ reason: 'x'.repeat(501) })],
    ['501 characters outside the BMP', JSON.stringify({ reason: '😀'.repeat(501) })],
    ['NUL', '{"reason":"\\u0000"}'],
    ['NUL in the middle', '{"reason":"a\\u0000b"}'],
    ['a high surrogate alone', '{"reason":"\\ud83d"}'],
    ['a low surrogate alone', '{"reason":"\\ude00"}'],
    ['surrogates the wrong way round', '{"reason":"\\ude00\\ud83d"}'],
    ['a number', '{"reason":123}'],
    ['true', '{"reason":true}'],
    ['an object', '{"reason":{}}'],
    ['an array', '{"reason":[]}'],
    ['an array of one text', '{"reason":["x"]}'],
    ['twice, the last one bad', '{"reason":"x","reason":1}'],
  ]
  for (const [name, body] of refused)
    await t.test(name, async t => {
      const { reply } = await revoked(t, body, 400)
      t.equal(codeOf(reply), 'validation_error')
      t.ok(JSON.parse(reply.body).error.details.reason)
    })
})

t.test('members that only the server sets are ignored by the revocation and rejected elsewhere', async t => {
  const account = randomUUID()
  const members = [
    { revoked_at: '2020-01-01T00:00:00Z' },
    { revoked_by: 'user:another' },
    { account_id: account },
    { tier: 'pro' },
    { id: account },
    { refused_count: -1 },
    { reson: 'a typing error' },
  ]
  for (const member of members) {
    const name = Object.keys(member).join()
    await t.test(`${name} beside a reason`, async t => {
      const { row } = await revoked(t, JSON.stringify({ reason: 'rotated', ...member }), 200)
      t.match(row, { revocation_reason: 'rotated', revoked_by: `user:${owner.accountId}` })
      t.ok(Math.abs(Number(row.revoked_at) - Date.now()) < 60_000, 'the time is the server’s')
    })
    for (const route of ['create', 'rename', 'account'] as const) {
      if (route === 'account' && 'tier' in member) continue
      const good = route === 'account' ? { tier: 'pro' } : { name: 'a name' }
      const send = withBody(route, JSON.stringify({ ...good, ...member }))
      await t.test(`${route}: ${name}`, async t => {
        const reply = await check(t, service, { name, send, status: 400, code: 'validation_error' })
        t.same(Object.keys(JSON.parse(reply.body).error.details), [name])
      })
    }
  }
})

t.test('an unknown member that is a credential is not repeated', async t => {
  const body = JSON.stringify({ name: 'a', [service.key]: 1, [owner.cookie.slice(16)]: 2 })
  await check(t, service, { name: '', send: withBody('create', body), status: 400 })
})

t.test('a hundred thousand unknown members get a short response', async t => {
  const bodyOf = (members: number) =>
    `{"name":"a"${Array.from({ length: members }, (_, at) => `,"m${at}":1`).join('')}}`
  // A route with the larger limit, and one with the smaller.
  const toImport = { method: 'POST', path: `/admin/v1/accounts/${randomUUID()}/keys/import`, body: bodyOf(90_000) }
  const headers: Headers = [['Authorization', `Bearer ${ADMIN_TOKEN}`], ...JSON_TYPE]
  for (const send of [{ ...toImport, headers }, withBody('create', bodyOf(6_000))]) {
    const reply = await check(t, service, { name: send.path, send, status: 400 })
    t.ok(reply.body.length < 4_000, 'the answer is short', { found: reply.body.length })
  }
})

t.test('a byte-order mark is ignored everywhere', async t => {
  await checkAll(t, service, [
    { name: 'create', send: withBody('create', '\ufeff{"name":"a"}'), status: 201, writes: true },
    { name: 'rename', send: withBody('rename', '\ufeff{"name":"a"}'), status: 200, writes: true },
    { name: 'account', send: withBody('account', '\ufeff{"tier":"pro"}'), status: 201, writes: true },
  ])
  await t.test('revoke', async t => void (await revoked(t, '\ufeff{}', 200)))
})

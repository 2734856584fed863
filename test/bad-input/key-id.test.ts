import { randomUUID } from 'node:crypto'
import t from 'tap'
import { type Case, checkAll, serve } from './service.ts'

const service = await serve(t)
const { id, key, owner } = service

const METHODS = ['GET', 'PATCH', 'DELETE'] as const

/** Invalid IDs; `U` stands for the ID of the active key. */
const IDS: [name: string, id: string, status: number | number[]][] = [
  ['the nil UUID', '00000000-0000-0000-0000-000000000000', 404],
  ['the max UUID', 'ffffffff-ffff-ffff-ffff-ffffffffffff', 404],
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map(
    version =>
      [`a UUID of version ${version} that is not there`, `0190163d-8694-${version}39b-aea5-966c26f8ad91`, 404] as [
        string,
        string,
        number,
      ],
  ),
  ['a UUID of another variant', '0190163d-8694-439b-0ea5-966c26f8ad91', 404],
  ['not a UUID', 'not-a-uuid', 400],
  ['a number', '1', 400],
  ['null', 'null', 400],
  ['undefined', 'undefined', 400],
  ['nothing', '', [400, 404, 405]],
  ['braces', '{U}', 400],
  ['encoded braces', '%7BU%7D', 400],
  ['a URN', 'urn:uuid:U', 400],
  ['no hyphens', 'U-without-hyphens', 400],
  ['a space before', '%20U', 400],
  ['a space behind', 'U%20', 400],
  ['a plus behind', 'U+', 400],
  ['a tab', 'U%09', 400],
  ['a newline', 'U%0A', 400],
  ['a carriage return and newline', 'U%0D%0AX-Injected:%20yes', 400],
  ['a no-break space', 'U%C2%A0', 400],
  ['a zero-width space', 'U%E2%80%8B', 400],
  ['a byte-order mark', '%EF%BB%BFU', 400],
  ['NUL', 'U%00', 400],
  ['full-width digits', '%EF%BC%910190163-8694-439b-aea5-966c26f8ad91', 400],
  ['raw bytes that are not UTF-8', 'U\xff', 400],
  ['an encoded byte that is not UTF-8', 'U%FF', 400],
  ['a broken percent-escape', 'U%ZZ', 400],
  ['a cut percent-escape', 'U%2', 400],
  ['SQL', "U'%20or%20'1'='1", 400],
  ['a wildcard', '*', 400],
  ['two ids', 'U,U', 400],
  ['100 characters', 'a'.repeat(100), 400],
  ['101 characters', 'a'.repeat(101), 414],
  ['5,000 characters', 'a'.repeat(5_000), 414],
  ['an encoded slash', 'U%2Fx', 400],
  ['an encoded backslash', 'U%5Cx', 400],
  ['an encoded way up', '..%2Fkeys%2FU', 400],
  ['a way up', '../keys/U', 404],
  ['dots', '..', 400],
  ['encoded dots', '%2e%2e', 400],
  ['a dot behind', 'U.', 400],
  ['a file name', 'U.json', 400],
  ['a matrix parameter', 'U;v=1', 400],
  ['a trailing slash', 'U/', 404],
  ['a member below', 'U/revoke', 404],
  ['a double slash', '/U', 404],
  ['an API key', 'sk_live_4fT8aQz1_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ123456', 400],
]

t.test('an invalid ID leaves the key active', async t => {
  const fill = (text: string) => text.replaceAll('U-without-hyphens', id.replaceAll('-', '')).replaceAll('U', id)
  const cases = METHODS.flatMap(method =>
    IDS.map(
      ([name, text, status]): Case => ({
        name: `${method}: ${name}`,
        send: {
          method,
          path: `/api/v1/keys/${fill(text)}`,
          headers: [
            ['Cookie', owner.cookie],
            ...(method === 'PATCH' ? ([['Content-Type', 'application/json']] as const) : []),
          ],
          ...(method === 'PATCH' && { body: '{"name":"renamed"}' }),
        },
        status,
      }),
    ),
  )
  await checkAll(t, service, cases)
})

t.test('other spellings of the path match no route', async t => {
  const paths: [string, number | number[]][] = [
    [`/API/V1/KEYS/${id}`, 404],
    [`/api/v1/Keys/${id}`, 404],
    [`//api/v1/keys/${id}`, 404],
    [`/api//v1/keys/${id}`, 404],
    [`/api/v1/./keys/${id}`, 404],
    [`/api/v1%2Fkeys%2F${id}`, 404],
    [`/api/v1/keys\\${id}`, 404],
    [`/%ZZ?api_key=${key}`, 400],
    [`/api/v1/keys/%ZZ?api_key=${key}`, 400],
    [`/${'x'.repeat(3_000)}?api_key=${key}`, [404, 414]],
    [`/api/v1/keys/${'x'.repeat(101)}?api_key=${key}`, 414],
    [`*`, [400, 404, 405]],
    [`api/v1/keys/${id}`, [400, 404]],
    [`?api_key=${key}`, [400, 404]],
  ]
  const cases = paths.map(
    ([path, status]): Case => ({
      name: path.slice(0, 60),
      send: { method: 'DELETE', path, headers: [['Cookie', owner.cookie]] },
      status,
    }),
  )
  await checkAll(t, service, cases)
})

t.test('upper-case IDs name the same key on every route', async t => {
  const path = `/api/v1/keys/${service.id.toUpperCase()}`
  const headers = [
    ['Cookie', service.owner.cookie],
    ['Content-Type', 'application/json'],
  ] as const
  const other = `/api/v1/keys/${randomUUID().toUpperCase()}`
  await checkAll(t, service, [
    { name: 'GET', send: { path, headers }, status: 200 },
    { name: 'PATCH', send: { method: 'PATCH', path, headers, body: '{"name":"b"}' }, status: 200, writes: true },
    { name: 'DELETE of another', send: { method: 'DELETE', path: other, headers }, status: 404 },
    {
      name: 'history',
      send: { path: `/api/v1/audit-events?key_id=${service.id.toUpperCase()}`, headers },
      status: 200,
    },
  ])
  const events = await service.app.db.selectFrom('audit_events').select(['action', 'key_id']).execute()
  t.same(events.map(({ action }) => action).sort(), ['create', 'rename'])
  t.ok(events.every(({ key_id }) => key_id === service.id))
})

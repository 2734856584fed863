import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as tick } from 'node:timers/promises'
import t from 'tap'
import { DEMO_ACCOUNT, openDemo } from '../../auth/demo.ts'
import { DEMO_KEYS } from '../../db/demo-keys.ts'
import type { Key } from '../../schemas/key.ts'
import { ask, exchange, head } from '../kit/http.ts'
import { dataFolder, preparedFolder, run, start } from '../kit/service.ts'

const inDemoMode = { SUPABASE_JWT_SECRET: '' }

t.test('the printed link signs in browsers on this machine only', async t => {
  const service = await start(t, { DATA_DIR: await preparedFolder(t), ...inDemoMode })
  const { link, answer, cookie = '', attributes } = await signedIn(service)
  t.equal(link.origin, service.url)
  t.equal(answer.status, 303)
  t.equal(answer.headers['location'], '/')
  t.match(attributes, ['Max-Age=43200', 'Path=/', 'HttpOnly', 'SameSite=Lax'])
  const session = await ask(service, '/api/v1/session', { cookie })
  t.equal(session.json().account_id, DEMO_ACCOUNT)

  const wrong = new URL(link)
  wrong.searchParams.set('token', `${link.searchParams.get('token')}x`)
  const refused: [string, URL, Record<string, string>][] = [
    ['a wrong token', wrong, {}],
    ['a request through a proxy', link, { 'X-Forwarded-For': '127.0.0.1' }],
    ['a request through a proxy of the newer kind', link, { Forwarded: 'for=127.0.0.1' }],
    ['a host name that leads to this machine', link, { Host: 'rebound.example' }],
    ['such a name with the port', link, { Host: `rebound.example:${link.port}` }],
  ]
  for (const [what, url, headers] of refused) {
    const { status, headers: answered } = await visit(url, headers)
    t.equal(status, 404, what)
    t.equal(answered['set-cookie'], undefined, `${what} gets no cookie`)
  }
  const withoutHost = await exchange(service, head(`GET ${link.pathname}${link.search} HTTP/1.0`))
  t.equal(withoutHost.status, 404, 'a request that names no host, as HTTP/1.0 allows it')
  t.equal((await service.end()).code, 0)
})

t.test('the session outlives a restart, the link does not', async t => {
  const DATA_DIR = await preparedFolder(t)
  const first = await start(t, { DATA_DIR, ...inDemoMode })
  const cookie = (await run(t, 'cli/token.ts', { DATA_DIR }).ended).output.trim()
  const link = new URL(/"sign_in":"([^"]+)"/.exec(first.output)?.[1] ?? '')
  t.equal((await ask(first, '/api/v1/session', { cookie })).status, 200)
  await first.end()

  const second = await start(t, { DATA_DIR, ...inDemoMode })
  t.equal((await ask(second, '/api/v1/session', { cookie })).status, 200)
  t.equal((await visit(new URL(link.pathname + link.search, second.url))).status, 404)
  const { data } = (await ask(second, '/api/v1/keys', { cookie })).json()
  t.equal(data.length, DEMO_KEYS.length, 'and the keys to look at are not made a second time')
  t.equal((await second.end()).code, 0)
})

t.test(
  'the demo has keys in every state, 30 days of use, a rotation, a leak and an account with its own limit',
  async t => {
    const service = await start(t, { DATA_DIR: await preparedFolder(t), ...inDemoMode })
    const { cookie = '' } = await signedIn(service)
    const read = async (path: string) => (await ask(service, `/api/v1/${path}`, { cookie })).json()
    const { data: keys }: { data: Key[] } = await read('keys?limit=100')
    t.ok(keys.length >= 12)
    t.same(new Set(keys.map(({ status }) => status)), new Set(['active', 'retiring', 'expired', 'revoked']))
    t.match(
      keys.find(({ leak }) => leak),
      { status: 'revoked', leak: { reported_by: 'github', source_url: /^https:/ } },
    )
    const old = keys.find(({ status }) => status === 'retiring')
    t.match(
      keys.find(({ id }) => id === old?.replaced_by),
      { status: 'active', replaces: old?.id, last_used_at: null },
    )
    t.ok(keys.some(({ limits }) => limits))
    t.equal((await read('keys/counts')).still_used, 1, 'one revoked key is still called')
    const { data: days } = await read('usage?days=30')
    t.equal(new Set(days.map(({ start }: { start: string }) => start)).size, 30)
    t.ok(days.some(({ rejected }: { rejected: number }) => rejected > 0))
    const { limits } = await read('session')
    t.equal(limits.day.limit, 400_000)
    t.equal(limits.minute.limit, 1_000, 'the other limits are those of the plan')
    const { data: events } = await read('audit-events?limit=100')
    t.same(
      new Set(events.map(({ action }: { action: string }) => action)),
      new Set(['create', 'rotate', 'revoke', 'change_scopes']),
    )
    t.equal((await read('account-events')).data.length, 1)
    t.equal((await service.end()).code, 0)
  },
)

t.test('the demo’s secret is written completely, and once for processes that start together', async t => {
  const folder = await dataFolder(t)
  const demos = await Promise.all(Array.from({ length: 5 }, () => openDemo(folder)))
  t.equal(new Set(demos.map(({ secret }) => secret)).size, 1)
  t.same(readdirSync(folder), ['demo-secret'], 'nothing else is left')
})

t.test('a secret that cannot be stored is an error', async t => {
  const folder = await dataFolder(t)
  const opened = openDemo(folder).then(
    () => 'opened',
    ({ code }) => code,
  )
  let isOpening = true
  opened.finally(() => {
    isOpening = false
  })
  while (isOpening) {
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { force: true })
    await tick()
  }
  t.equal(await opened, 'ENOENT')
})

t.test('a damaged secret of the demo is reported by name, with the remedy', async t => {
  for (const content of ['', '0123', 'x'.repeat(64)]) {
    const DATA_DIR = await preparedFolder(t)
    writeFileSync(join(DATA_DIR, 'demo-secret'), content)
    const { code, output } = await run(t, 'server.ts', { DATA_DIR, PORT: '0' }).ended
    t.equal(code, 1)
    t.match(output, /did not start: \S+\/demo-secret is damaged; delete it and start again/)
  }
  const folder = await dataFolder(t)
  mkdirSync(join(folder, 'demo-secret'))
  await t.rejects(openDemo(folder), { code: 'EISDIR' })
})

for (const [what, env] of [
  ['that others can reach', { HOST: '0.0.0.0' }],
  ['behind a proxy', { TRUST_PROXY: '10.0.0.0/8' }],
  ['on a real database', { DATABASE_URL: 'postgres://127.0.0.1:1/nothing' }],
] as const)
  t.test(`the demo is off ${what}`, async t => {
    const { code, output } = await run(t, 'server.ts', { DATA_DIR: await dataFolder(t), PORT: '0', ...env }).ended
    t.equal(code, 1)
    t.match(output, /keyward did not start: invalid setting: set SESSION_ISSUER, SUPABASE_URL or SUPABASE_JWT_SECRET/)
  })

/** Follows the printed link. */
async function signedIn(service: Awaited<ReturnType<typeof start>>) {
  const link = new URL(/"sign_in":"([^"]+)"/.exec(service.output)?.[1] ?? '')
  const answer = await visit(link)
  const [cookie, ...attributes] = answer.headers['set-cookie']?.split('; ') ?? []
  return { link, answer, cookie, attributes }
}

const visit = ({ origin, pathname, search }: URL, headers: Record<string, string> = {}) =>
  ask({ url: origin }, pathname + search, { headers })

import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { createApiKey } from '../auth/api-key.ts'
import { mintSession } from '../auth/mint-session.ts'
import { send } from './client.ts'
import { file } from './loads.ts'
import { SECRET, startServer } from './servers.ts'

const TOKEN = 'a token of the soak, 32 characters or more'
const CLIENTS = 32
const SAMPLE_MS = 10_000
const ACCOUNT = '00000000-0000-4000-8000-00000000000a'

const cookie = `sb-access-token=${await mintSession(SECRET, { accountId: ACCOUNT, sessionId: ACCOUNT, tier: 'pro', seconds: 3600 })}`
const session = { cookie, 'content-type': 'application/json' }
const bearer = (token: string) => ({ authorization: `Bearer ${token}`, 'content-type': 'application/json' })

type Case = [method: string, path: string, headers: Record<string, string>, body?: string]

/** Valid and invalid requests of every route, about one key of the account. */
const cases = (id: string, key: string): Case[] => [
  ['GET', '/', {}],
  ['GET', '/docs', {}],
  ['GET', '/api/openapi.json', {}],
  ['GET', '/healthz', {}],
  ['GET', '/readyz', {}],
  ['GET', '/metrics', {}],
  ['GET', '/nowhere?api_key=sk_live_x', {}],
  ['GET', '/%zz', {}],
  ['BREW', '/api/v1/keys', {}],
  ['PUT', '/api/v1/keys', session, '{}'],
  ['GET', '/api/v1/session', session],
  ['GET', '/api/v1/session', { cookie: 'sb-access-token=a.b.c' }],
  ['GET', '/api/v1/keys?limit=5&q=soak', session],
  ['GET', '/api/v1/keys?limit=0', session],
  ['POST', '/api/v1/keys', session, '{"name":""}'],
  ['POST', '/api/v1/keys', session, '{"name":'],
  ['GET', `/api/v1/keys/${id}`, session],
  ['PATCH', `/api/v1/keys/${id}`, session, '{"name":"soak again"}'],
  ['GET', '/api/v1/audit-events?limit=5', session],
  ['GET', '/api/v1/usage', session],
  ['GET', '/api/v1/usage?hours=999', session],
  ['DELETE', '/api/v1/keys/not-a-uuid', session],
  ['DELETE', '/api/v1/keys/00000000-0000-4000-8000-000000000009', session, '{"reason":"\\u0000"}'],
  ['GET', '/api/v1/me', bearer(key)],
  ['GET', '/api/v1/me', bearer(createApiKey().secret)],
  ['GET', `/api/v1/me?api_key=${key}`, bearer(key)],
  ['GET', '/forward-auth', { 'x-api-key': key }],
  ['POST', `/forward-auth/api/v1/iocs?x=1&api_key=${key}`, {}, 'a body'],
  ['GET', '/forward-auth', { 'x-api-key': key, 'x-required-format': 'nonsense' }],
  ['POST', '/api/v1/verify', bearer(TOKEN), JSON.stringify({ key })],
  ['POST', '/api/v1/verify/batch', bearer(TOKEN), JSON.stringify({ keys: [key, 'x'] })],
  ['POST', '/api/v1/verify', bearer('wrong'), '{}'],
  ['PUT', `/admin/v1/accounts/${ACCOUNT}`, bearer(TOKEN), '{"tier":"pro"}'],
  ['POST', `/admin/v1/accounts/${ACCOUNT}/windows/reset`, bearer(TOKEN), '{}'],
]

/** Creates a key, sends every case, and revokes the key, again and again until the time is over. */
async function client(base: string, end: number, counts: Map<number, number>) {
  const count = (status: number) => counts.set(status, (counts.get(status) ?? 0) + 1)
  while (Date.now() < end) {
    const reply = await fetch(`${base}/api/v1/keys`, { method: 'POST', headers: session, body: '{"name":"soak"}' })
    count(reply.status)
    const { id = '', key = createApiKey().secret } = (await reply.json()) as { id?: string; key?: string }
    for (const [method, path, headers, body] of cases(id, key)) count(await send(method, base + path, headers, body))
    if (id) count(await send('DELETE', `${base}/api/v1/keys/${id}`, session, '{"reason":"soaked"}'))
  }
}

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '60' } } })
const seconds = Number(values.seconds)
const server = await startServer(file('../server.ts'), {
  ADMIN_TOKEN: TOKEN,
  VERIFY_TOKEN: TOKEN,
  SESSION_LIMIT_PER_MINUTE: '1000000',
  ANONYMOUS_LIMIT_PER_MINUTE: '1000000',
})
const memory = async () =>
  Math.round(Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${server.process.pid}/status`, 'utf8'))?.[1]) / 1024)
const sampler = setInterval(async () => process.stdout.write(`resident memory: ${await memory()} MB\n`), SAMPLE_MS)
const counts = new Map<number, number>()
const end = Date.now() + seconds * 1000
await Promise.all(Array.from({ length: CLIENTS }, () => client(server.url, end, counts)))
clearInterval(sampler)
process.stdout.write(`resident memory: ${await memory()} MB\n`)
for (const [status, count] of [...counts].sort((a, b) => a[0] - b[0])) process.stdout.write(`${status}: ${count}\n`)
await server.stop()
const failed = [...counts].filter(([status]) => status === 0 || status >= 500)
process.stdout.write(failed.length === 0 ? 'no 5xx, no lost answer\n' : 'FAILED\n')
process.exitCode = failed.length === 0 ? 0 : 1

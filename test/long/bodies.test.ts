import { readFile, writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { Connection } from '../kit/connection.ts'
import { EXHAUSTIVE, onlyExhaustive } from '../kit/exhaustive.ts'
import { ask, exchange, head } from '../kit/http.ts'
import { signIn } from '../kit/people.ts'
import { preparedFolder, type Service, start } from '../kit/service.ts'
import { unless } from '../kit/unless.ts'

const MIB = 1_048_576
const CLIENTS = EXHAUSTIVE ? 1_000 : 400
const NETWORKS = 20
/** The limit for the bodies of all clients without a credential. */
const MOST_HELD = 16
/** Sockets, requests with their headers, and memory that is not yet collected. */
const MOST_MEMORY = 250 * MIB

/** The head of a report without a valid signature, which shows only once the body has arrived. */
const unsigned = (...length: string[]) =>
  head(
    'POST /api/v1/leaks/github HTTP/1.1',
    'Host: localhost',
    'Content-Type: application/json',
    'GitHub-Public-Key-Identifier: x',
    'GitHub-Public-Key-Signature: x',
    ...length,
  )

const startOpen = async (t: Parameters<typeof start>[0]) =>
  start(t, { DATA_DIR: await preparedFolder(t), LOG_LEVEL: 'error', GITHUB_KEYS_URL: 'http://127.0.0.1:9/' })

const body = Buffer.alloc(MIB - 1, ' ')

t.test(`${CLIENTS} unsigned bodies of a megabyte stay within their memory limit`, { timeout: 120_000 }, async t => {
  const service = await startOpen(t)
  const { cookie } = await signIn('pro')
  await ask(service, '/healthz')
  const grownBytes = await watchMemory(service)
  const connections: Connection[] = []
  let closed = 0
  const refused = Promise.withResolvers<void>()
  t.teardown(() => {
    for (const { socket } of connections) socket.destroy()
  })
  for (let at = 0; at < CLIENTS; at++) {
    const connection = new Connection(service, `127.0.${1 + (at % NETWORKS)}.1`)
    connection.send(unsigned(`Content-Length: ${MIB}`))
    connection.send(body)
    connections.push(connection)
    void connection.closed.then(() => ++closed >= CLIENTS - MOST_HELD && refused.resolve())
  }
  await refused.promise
  const grown = await grownBytes()
  t.ok(grown < MOST_MEMORY, `${Math.round(grown / MIB)} MiB more were resident at most`)
  const answers = connections.map(({ heard }) => heard.toString()).filter(text => text !== '')
  t.ok(answers.length > 0)
  t.ok(answers.every(text => /^HTTP\/1.1 (503|408) /.test(text)))
  const name = { name: 'while others send bodies' }
  const created = await ask(service, '/api/v1/keys', { cookie, method: 'POST', body: name })
  t.equal(created.status, 201, 'clients with a credential are served as before')
  for (const { socket } of connections) socket.destroy()
  await Promise.all(connections.map(connection => connection.closed))
  const report = { method: 'POST', body: { credentials: ['x'] } }
  let { status } = await ask(service, '/api/v1/credentials/revoke', report)
  for (; status === 503; status = (await ask(service, '/api/v1/credentials/revoke', report)).status) await sleep(100)
  t.equal(status, 202, 'and reports once those bodies are gone')
})

const CHUNKS = 150_000
const SENDERS = 3
const missing = onlyExhaustive('it sends many chunks')

t.test(...unless(missing, 'a body in chunks of a byte takes no more memory than its bytes'), async t => {
  const service = await startOpen(t)
  await ask(service, '/healthz')
  const grownBytes = await watchMemory(service)
  const bytes = Buffer.from(
    `${unsigned('Transfer-Encoding: chunked', 'Connection: close')}${'1\r\n \r\n'.repeat(CHUNKS)}0\r\n\r\n`,
  )
  const replies = await Promise.all(Array.from({ length: SENDERS }, () => exchange(service, bytes)))
  t.same(
    replies.map(({ status }) => status),
    Array(SENDERS).fill(503),
    'all of it is read; the keys to verify it with are out of reach',
  )
  const grown = await grownBytes()
  t.ok(grown < 40 * MIB, `${Math.round(grown / MIB)} MiB more were resident at most`)
})

/**
 * @returns a function that measures by how many bytes the peak memory of a process has grown since (proc(5),
 *   clear_refs)
 */
async function watchMemory({ child: { pid } }: Service) {
  await writeFile(`/proc/${pid}/clear_refs`, '5')
  const read = async (field: string) =>
    1_024 * Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1])
  const before = await read('VmRSS')
  return async () => (await read('VmHWM')) - before
}

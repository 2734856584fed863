import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import t from 'tap'
import { ask } from '../kit/http.ts'
import { preparedFolder, type Service, start } from '../kit/service.ts'

/** As in `npm start`. */
const HEAP = '--max-old-space-size=256'
const HEALTH_CHECKS = 25
const PROMPT_MS = 500

interface Flood {
  clients: number
  requests: number
  path: string
}

const FLOODS: Flood[] = [
  { clients: 20, requests: 1_000, path: '/docs/static/swagger-ui-bundle.js' },
  { clients: 200, requests: 4_000, path: '/healthz' },
]

for (const flood of FLOODS) {
  const { clients, requests, path } = flood
  const name = `${clients} clients that ask for ${path} ${requests} times without waiting neither stop nor end it`
  t.test(name, { timeout: 60_000 }, async t => {
    const NODE_OPTIONS = `${process.env['NODE_OPTIONS'] ?? ''} ${HEAP}`
    const service = await start(t, { DATA_DIR: await preparedFolder(t), LOG_LEVEL: 'warn', NODE_OPTIONS })
    const sockets = await begin(service, flood)
    t.teardown(() => {
      for (const socket of sockets) socket.destroy()
    })
    const times: number[] = []
    for (let check = 0; check < HEALTH_CHECKS; check++) {
      const { status, milliseconds } = await ask(service, '/healthz')
      if (status === 200) times.push(milliseconds)
    }
    t.equal(times.length, HEALTH_CHECKS, 'every health check is answered')
    const median = times.sort((a, b) => a - b)[HEALTH_CHECKS >> 1] ?? Number.NaN
    t.ok(median < PROMPT_MS, `half of them within ${Math.round(median)} ms`)
    for (const socket of sockets) socket.destroy()
    t.equal((await service.end()).code, 0, 'it is still there to be stopped')
  })
}

/** Sends all requests of a flood and reads the responses. */
async function begin({ url }: Service, { clients, requests, path }: Flood) {
  const { port, hostname } = new URL(url)
  const sent = Buffer.from(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`.repeat(requests))
  const sockets: Socket[] = []
  for (let at = 0; at < clients; at++) {
    const socket = connect(Number(port), hostname)
    socket.on('error', () => {})
    socket.resume()
    await once(socket, 'connect')
    socket.write(sent)
    sockets.push(socket)
  }
  return sockets
}

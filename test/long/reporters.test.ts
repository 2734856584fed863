import { once } from 'node:events'
import { Agent, type IncomingMessage, request } from 'node:http'
import t from 'tap'
import { EXHAUSTIVE } from '../kit/exhaustive.ts'
import { ask } from '../kit/http.ts'
import { preparedFolder, type Service, start } from '../kit/service.ts'

const PATH = '/api/v1/credentials/revoke'
/** More networks than one table of windows holds. */
const SUBNETS = EXHAUSTIVE ? 50_100 : 1_100
/** The hourly limit of an IPv6 /48: 16 times that of an address. */
const SITE_LIMIT = 960
/** Concurrent reports. Each takes half a second; more would fill the queue. */
const CONNECTIONS = 40

t.test(
  'a flood from all the /64s of one /48 leaves the public report open to newcomers',
  { timeout: 300_000 },
  async t => {
    const service = await start(t, { DATA_DIR: await preparedFolder(t), LOG_LEVEL: 'warn', TRUST_PROXY: '127.0.0.1' })
    const statuses = await flood(service)
    t.equal(
      statuses.filter(status => status === 400).length,
      SITE_LIMIT,
      'each was counted, though it reported nothing',
    )
    t.equal(statuses.filter(status => status === 429).length, SUBNETS - SITE_LIMIT)

    for (const client of ['203.0.113.7', '203.0.113.8:51234', '2001:db8:2::1', '[2001:db8:3::1]:443', '2a00::1']) {
      const { status, headers } = await report(service, `198.51.100.9, ${client}`, { credentials: ['x'] })
      t.equal(status, 202, client)
      t.equal(headers['x-ratelimit-remaining'], '59', `${client} has its own window`)
    }
    t.equal((await report(service, '2001:db8:1:ffff::1', {})).status, 429, 'the site has used up its own')
    t.equal((await service.end()).code, 0)
  },
)

const report = (service: Service, client: string, body: object) =>
  ask(service, PATH, { method: 'POST', headers: { 'X-Forwarded-For': client }, body })

/** Reports from one subnet after the other, over connections that a proxy would keep. */
async function flood({ url }: Service) {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  const statuses: (number | undefined)[] = []
  let subnet = 0
  async function go() {
    while (subnet < SUBNETS) statuses.push(await send(agent, url, `2001:db8:1:${(subnet++).toString(16)}::1`))
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, go))
  agent.destroy()
  return statuses
}

async function send(agent: Agent, url: string, client: string) {
  const headers = { 'content-type': 'application/json', 'x-forwarded-for': client }
  const sent = request(new URL(PATH, url), { agent, method: 'POST', headers }).end('{}')
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  response.resume()
  await once(response, 'end')
  return response.statusCode
}

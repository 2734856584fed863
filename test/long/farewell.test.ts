import { once } from 'node:events'
import { Agent, type IncomingMessage, request } from 'node:http'
import t from 'tap'
import { preparedFolder, type Service, start } from '../kit/service.ts'

t.test('after SIGTERM, requests on open connections are answered with Connection: close', async t => {
  const service = await start(t, { DATA_DIR: await preparedFolder(t), LOG_LEVEL: 'warn' })
  const [first, ...others] = Array.from({ length: 21 }, () => new Agent({ keepAlive: true, maxSockets: 1 })) as [Agent]
  t.teardown(() => {
    for (const agent of [first, ...others]) agent.destroy()
  })
  for (const agent of [first, ...others]) await ask(service, agent)

  const ended = service.end('SIGTERM')
  let answer = await ask(service, first)
  while (answer.headers.connection !== 'close') answer = await ask(service, first)
  for (const { reused, status, headers } of await Promise.all(others.map(agent => ask(service, agent))))
    t.match({ reused, status, connection: headers.connection }, { reused: true, status: 200, connection: 'close' })
  t.equal((await ended).code, 0)
})

/** Requests the health check over the agent's open connection. */
async function ask({ url }: Service, agent: Agent) {
  const asked = request(`${url}/healthz`, { agent }).end()
  const [answer] = (await once(asked, 'response')) as [IncomingMessage]
  await once(answer.resume(), 'end')
  return { reused: asked.reusedSocket, status: answer.statusCode, headers: answer.headers }
}

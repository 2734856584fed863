import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { abandonDownloads, DOWNLOADS } from '../kit/abandoned.ts'
import { Connection } from '../kit/connection.ts'
import { createDatabase, onPostgres } from '../kit/database.ts'
import { openIn, untilOpenIn } from '../kit/descriptors.ts'
import { EXHAUSTIVE } from '../kit/exhaustive.ts'
import { ask } from '../kit/http.ts'
import { preparedFolder, type Service, start } from '../kit/service.ts'

const ROUNDS = EXHAUSTIVE ? 20 : 2

t.test('an abandoned download leaves nothing open', { timeout: 120_000 }, async t => {
  const service = await start(t, { DATA_DIR: await preparedFolder(t), LOG_LEVEL: 'warn' })
  for (const path of DOWNLOADS) t.equal((await ask(service, path)).status, 200, path)
  const before = await openIn(service)
  for (let round = 0; round < ROUNDS; round++) await abandonDownloads(service)
  const after = await untilOpenIn(service, before.length)
  t.ok(after.length <= before.length, `${before.length} were open, and now ${after.length}`)
  t.equal((await ask(service, '/healthz')).status, 200)
})

/** Includes the descriptors of the embedded database. */
const FEW = onPostgres ? 64 : 160
const CROWD = 300

t.test(
  `with ${FEW} descriptors the process survives a crowd and answers once it has left`,
  { timeout: 120_000 },
  async t => {
    const through = ['bash', '-c', `ulimit -n ${FEW} && exec "$@"`, 'bash']
    const service = await start(t, { ...(await database(t)), LOG_LEVEL: 'warn' }, { through })
    const crowd = Array.from({ length: CROWD }, () => new Connection(service))
    await abandonDownloads(service)
    t.ok(await eventually(service, '/readyz'), 'it answers beside a crowd that holds all connections')
    for (const { socket } of crowd) socket.destroy()
    t.ok(await eventually(service, '/readyz'), 'and once that is gone')
    t.match(service.output, /too many connections/)
    t.match((await ask(service, '/metrics')).body, /^keyward_connections_refused_total\{reason="limit"\} [1-9]/m)
    t.notMatch(service.output, /EMFILE/)
    t.equal((await service.end()).code, 0)
  },
)

/** Where the service keeps its data. */
async function database(t: Test): Promise<NodeJS.ProcessEnv> {
  if (!onPostgres) return { DATA_DIR: await preparedFolder(t) }
  const { connections, url = '', drop } = await createDatabase()
  t.teardown(async () => {
    await connections.db.destroy()
    await connections.reserved.destroy()
    await drop()
  })
  return { DATABASE_URL: url }
}

/** Retries until the response is 200: a connection may be closed immediately because there are too many. */
async function eventually(service: Service, path: string) {
  for (;;) {
    const status = await ask(service, path).then(
      reply => reply.status,
      () => undefined,
    )
    if (status === 200) return true
    await sleep(100)
  }
}

import { chmod, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Test } from 'tap'
import { type Cluster, onCluster } from '../kit/cluster.ts'
import { ask } from '../kit/http.ts'
import { roomInTheMinute } from '../kit/minute.ts'
import { signIn } from '../kit/people.ts'
import { freePort, installed, Program, ROOT } from '../kit/process.ts'
import { dataFolder, start } from '../kit/service.ts'

/** It does not run as root. */
const AS_ANOTHER = process.getuid?.() === 0 ? ['setpriv', '--reuid', 'nobody', '--clear-groups'] : []

/** A PgBouncer that lends fewer connections than the instances have. @returns the database's address through it */
async function pooled(t: Test, cluster: Cluster) {
  const { port } = new URL(cluster.url)
  const listens = await freePort()
  const manual = await readFile(join(ROOT, 'docs/operating.md'), 'utf8')
  const folder = await dataFolder(t)
  const file = join(folder, 'pgbouncer.ini')
  await writeFile(
    file,
    `[databases]
* = host=127.0.0.1 port=${port} user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${listens}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 4
${/^ignore_startup_parameters = .*$/m.exec(manual)?.[0]}
`,
  )
  await chmod(folder, 0o755)
  await new Program(t, [...AS_ANOTHER, 'pgbouncer', file]).written(/listening on 127/)
  return cluster.url.replace(`:${port}/`, `:${listens}/`)
}

const missing = !installed('pgbouncer') && 'PgBouncer is not installed'
const promise = 'behind transaction pooling a revocation is true everywhere, and limits are exact'

async function keepsIt(t: Test, cluster: Cluster) {
  const env = {
    DATABASE_URL: await pooled(t, cluster),
    MIGRATION_DATABASE_URL: cluster.url,
    DATABASE_POOLING: 'transaction',
    LOG_LEVEL: 'warn',
  }
  const services = await Promise.all([start(t, env), start(t, env), start(t, env)])
  const [first] = services
  const make = async (tier: 'free' | 'pro') => {
    const { cookie } = await signIn(tier)
    const made = await ask(first, '/api/v1/keys', { cookie, method: 'POST', body: { name: 'pooled' } })
    return { cookie, ...(made.json() as { id: string; key: string }) }
  }
  const everywhere = async (key: string, times = 1) => {
    const places = Array.from({ length: times }, () => services).flat()
    const replies = await Promise.all(places.map(service => ask(service, '/api/v1/me', { key })))
    return replies.map(({ status }) => status).toSorted()
  }
  for (let round = 0; round < 10; round++) {
    const { id, key, cookie } = await make('pro')
    t.same(await everywhere(key, 5), Array(15).fill(200))
    const { status } = await ask(first, `/api/v1/keys/${id}`, { cookie, method: 'DELETE', body: { reason: 'pooled' } })
    t.equal(status, 200)
    t.same(await everywhere(key), [401, 401, 401])
  }
  const { key } = await make('free')
  await roomInTheMinute()
  t.same(await everywhere(key, 5), [...Array(10).fill(200), ...Array(5).fill(429)])
}

onCluster(promise, keepsIt, missing)

import { onCluster, queryAt } from '../kit/cluster.ts'
import { ask } from '../kit/http.ts'
import { signIn } from '../kit/people.ts'
import { Program, ROOT } from '../kit/process.ts'
import { start } from '../kit/service.ts'

onCluster('the roles that the compose file makes are enough for keyward, and not more', async (t, cluster) => {
  const { hostname, port } = new URL(cluster.url)
  const env = {
    PATH: process.env['PATH'],
    PGHOST: hostname,
    PGPORT: port,
    KEYWARD_PASSWORD: "a password with 'quotes'",
    KEYWARD_OWNER_PASSWORD: 'another',
  }
  const { code, output } = await new Program(t, [`${ROOT}deploy/postgres/roles.sh`], { env }).ended
  t.equal(code, 0, output)
  const as = (role: string) => `postgres://${role}@${hostname}:${port}/keyward`
  const urls = { DATABASE_URL: as('keyward'), MIGRATION_DATABASE_URL: as('keyward_owner') }
  const service = await start(t, { ...urls, LOG_LEVEL: 'warn' })
  const { cookie } = await signIn('pro')
  const { id, key } = (await ask(service, '/api/v1/keys', { cookie, method: 'POST', body: { name: 'a key' } })).json()
  t.equal((await ask(service, '/api/v1/me', { key })).status, 200)
  t.equal((await ask(service, `/api/v1/keys/${id}`, { cookie, method: 'DELETE' })).status, 200)
  await t.rejects(queryAt(as('keyward'), 'truncate audit_events'), { code: '42501' })
  await t.rejects(queryAt(as('keyward'), 'create role another'), { code: '42501' })
})

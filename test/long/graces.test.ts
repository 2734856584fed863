import { type Cluster, onCluster } from '../kit/cluster.ts'
import { ask } from '../kit/http.ts'
import { signIn } from '../kit/people.ts'
import { start } from '../kit/service.ts'
import { until } from '../kit/until.ts'

const GRACE_SECONDS = 3_600

async function factsOf(cluster: Cluster, id: string) {
  const text = `select k.grace_started_at, k.expires_at, a.first_used_at
    from api_keys k left join key_activity a on a.key_id = k.replaced_by where k.id = $1`
  const [facts] = await cluster.query({ text, values: [id] })
  return facts as Record<'grace_started_at' | 'expires_at' | 'first_used_at', Date | null>
}

onCluster('a kill between the first use and the start of the grace loses neither', async (t, cluster) => {
  const env = { DATABASE_URL: cluster.url, LOG_LEVEL: 'warn' }
  const first = await start(t, env)
  const { cookie } = await signIn('pro')
  const { id } = (await ask(first, '/api/v1/keys', { cookie, method: 'POST', body: { name: 'a key' } })).json()
  const body = { grace_seconds: GRACE_SECONDS }
  const successor = (await ask(first, `/api/v1/keys/${id}/rotation`, { cookie, method: 'POST', body })).json()
  t.equal((await ask(first, '/api/v1/me', { key: successor.key })).status, 200)
  await until(async () => (await factsOf(cluster, id)).first_used_at !== null)
  await first.end('SIGKILL')
  const stored = await factsOf(cluster, id)

  await start(t, env)
  await until(async () => (await factsOf(cluster, id)).grace_started_at !== null)
  const { first_used_at, grace_started_at, expires_at } = await factsOf(cluster, id)
  t.same(first_used_at, stored.first_used_at)
  t.same(grace_started_at, first_used_at)
  t.equal(Number(expires_at), Number(grace_started_at) + GRACE_SECONDS * 1000)
})

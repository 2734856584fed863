import type { Test } from 'tap'
import type { Cluster } from '../../kit/cluster.ts'
import { type Service, start } from '../../kit/service.ts'
import { Client } from '../faults/client.ts'
import { type OwnedKey, seedKeys } from '../faults/keys.ts'
import { githubOf } from './github.ts'
import { forEach } from './telling.ts'

const KEYS = Number(process.env['DRILL_KEYS'] ?? 500)
const LEAKED = KEYS / 50
const ROTATED = (KEYS * 2) / 5
const ADMIN_TOKEN = 'a token of the operators, 32 characters or more'
export const OPERATOR = { authorization: `Bearer ${ADMIN_TOKEN}` }

export const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()

export type Stage = Awaited<ReturnType<typeof openStage>>

/** Three instances, and three kinds of keys: leaked, rotated and unused ones. */
export async function openStage(t: Test, cluster: Cluster) {
  const github = await githubOf(t)
  const env = {
    DATABASE_URL: cluster.url,
    GITHUB_KEYS_URL: github.keysUrl,
    ADMIN_TOKEN,
    SESSION_LIMIT_PER_MINUTE: '1000000',
    LOG_LEVEL: 'warn',
  }
  const services = await Promise.all([1, 2, 3].map(() => start(t, env)))
  const keys = await seedKeys(cluster, KEYS)
  const unused = keys.slice(LEAKED + ROTATED)
  await cluster.query({
    text: 'update api_keys set created_at = $2 where id = any($1)',
    values: [unused.map(({ id }) => id), daysAgo(100)],
  })
  const client = new Client()
  t.teardown(() => client.close())
  const urls = services.map(({ url }) => url)
  const isDead = async (key: OwnedKey) =>
    (await Promise.all(urls.map(url => client.use(url, key)))).every(({ statusCode }) => statusCode === 401)
  return {
    cluster,
    github,
    urls,
    leaked: keys.slice(0, LEAKED),
    rotated: keys.slice(LEAKED, LEAKED + ROTATED),
    unused,
    /** One instance after the other. */
    serviceAt: (at: number) => services[at % services.length] as Service,
    /** Whether every instance refuses it. */
    isDead,
    /** Asserts that every instance refuses each of them. */
    async areDead(some: readonly OwnedKey[], why: string) {
      const living: string[] = []
      await forEach(some, async key => void ((await isDead(key)) || living.push(key.id)))
      t.same(living, [], why)
    },
  }
}

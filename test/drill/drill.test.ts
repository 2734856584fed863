import { appendFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Test } from 'tap'
import { createApiKey } from '../../auth/api-key.ts'
import { Client } from '../faults/client.ts'
import { type OwnedKey, seedKeys } from '../faults/keys.ts'
import { onCluster } from '../kit/cluster.ts'
import { type Ask, ask } from '../kit/http.ts'
import { start } from '../kit/service.ts'
import { githubOf } from './github.ts'
import { Program, percentile } from './program.ts'

const KEYS = Number(process.env['DRILL_KEYS'] ?? 500)
const LEAKED = KEYS / 50
const ROTATED = (KEYS * 2) / 5
const PROGRAMS = 20
const WORKERS = 8
const GRACE_SECONDS = 5
const APART_MS = 2_000
/** A look is a use as well, and the limit is to last for the programs. */
const LOOK_MS = 250
/** To see how long uses take when nothing else happens. */
const CALM_MS = 3_000
/** Below what an address may report in an hour, on three instances. */
const REPORTS = 90
const MOST_REPORTED = 1_000
const ADMIN_TOKEN = 'a token of the operators, 32 characters or more'
const operator = { authorization: `Bearer ${ADMIN_TOKEN}` }
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()

/** Says how long something took, or what was measured; for `npm run drill`, into its file. */
async function say(t: Test, words: string) {
  const { DRILL_RESULTS } = process.env
  t.comment(words)
  if (DRILL_RESULTS) await appendFile(DRILL_RESULTS, `${words}\n`)
}

async function timed<T>(t: Test, words: string, act: () => Promise<T>) {
  const begun = performance.now()
  const result = await act()
  await say(t, `${words}: ${((performance.now() - begun) / 1000).toFixed(2)} s`)
  return result
}

/** Does something with each of a list, a few at a time. */
async function forEach<T>(list: readonly T[], act: (one: T, at: number) => Promise<unknown>) {
  const rest = list.entries()
  const work = async () => {
    for (const [at, one] of rest) await act(one, at)
  }
  await Promise.all(Array.from({ length: WORKERS }, work))
}

onCluster('a bad day: a leak, a rotation of what is in use, and the end of what is not', async (t, cluster) => {
  const github = await githubOf(t)
  const env = {
    DATABASE_URL: cluster.url,
    GITHUB_KEYS_URL: github.keysUrl,
    ADMIN_TOKEN,
    SESSION_LIMIT_PER_MINUTE: '1000000',
    LOG_LEVEL: 'warn',
  }
  const services = await Promise.all([1, 2, 3].map(() => start(t, env)))
  const urls = services.map(({ url }) => url)
  const [first] = services
  if (!first) throw new Error('there is no instance')
  const keys = await seedKeys(cluster, KEYS)
  const [leaked, rotated, unused] = [
    keys.slice(0, LEAKED),
    keys.slice(LEAKED, LEAKED + ROTATED),
    keys.slice(LEAKED + ROTATED),
  ]
  await cluster.query({
    text: 'update api_keys set created_at = $2 where id = any($1)',
    values: [unused.map(({ id }) => id), daysAgo(100)],
  })
  const client = new Client()
  t.teardown(() => client.close())
  const isDead = async (key: OwnedKey) =>
    (await Promise.all(urls.map(url => client.use(url, key)))).every(({ statusCode }) => statusCode === 401)
  async function areDead(some: readonly OwnedKey[], why: string) {
    const living: string[] = []
    await forEach(some, async key => void ((await isDead(key)) || living.push(key.id)))
    t.same(living, [], why)
  }

  const body = JSON.stringify(leaked.map(({ key }) => ({ token: key, type: 'soc_defenders_api_key' })))
  const headers = github.headersOf(body)
  const answer = await timed(t, `${LEAKED} leaked keys, to GitHub's answer`, () =>
    ask(first, '/api/v1/leaks/github', { method: 'POST', headers, body }),
  )
  t.equal(answer.status, 200)
  await areDead(leaked, 'every leaked key is dead on every instance')

  const programs = rotated.slice(0, PROGRAMS).map(key => new Program(urls, key))
  const deployments: Promise<void>[] = []
  await timed(t, `${ROTATED} keys rotated, ${PROGRAMS} of them in use`, () =>
    forEach(rotated, async ({ id, cookie }, at) => {
      const service = services[at % services.length] ?? first
      const request = { cookie, method: 'POST', body: { grace_seconds: GRACE_SECONDS } }
      const reply = await ask(service, `/api/v1/keys/${id}/rotation`, request)
      t.equal(reply.status, 201)
      const program = programs[at]
      if (program) deployments.push(program.deploy({ ...reply.json(), cookie }, APART_MS))
    }),
  )
  await Promise.all(deployments)
  await timed(t, 'from the last deployment to the end of every old key', async () => {
    for (const key of rotated.slice(0, PROGRAMS)) while (!(await isDead(key))) await sleep(LOOK_MS)
  })
  const calm = programs.map(({ milliseconds }) => milliseconds.length)
  await sleep(CALM_MS)
  const before = percentile(0.99, programs, calm)

  const credentials = Array.from({ length: MOST_REPORTED }, () => createApiKey().secret)
  const tokens = JSON.stringify(credentials.map(token => ({ token, type: 'soc_defenders_api_key' })))
  const [dead] = leaked
  const doors: Record<string, [path: string, request: Ask]> = {
    'anybody, with 1,000 credentials': ['/api/v1/credentials/revoke', { body: { credentials } }],
    'GitHub, with 1,000 tokens': ['/api/v1/leaks/github', { headers: github.headersOf(tokens), body: tokens }],
    'the owner of a key that is dead': [`/api/v1/keys/${dead?.id}/leak`, { cookie: dead?.cookie ?? '' }],
  }
  for (const [name, [path, request]] of Object.entries(doors)) {
    const flooded = programs.map(({ milliseconds }) => milliseconds.length)
    const statuses = new Set<number>()
    await timed(t, `${REPORTS} reports by ${name}`, () =>
      forEach(Array.from({ length: REPORTS }), async (_, at) =>
        statuses.add((await ask(services[at % services.length] ?? first, path, { method: 'POST', ...request })).status),
      ),
    )
    t.same(
      [...statuses].filter(status => ![200, 202, 503].includes(status)),
      [],
      name,
    )
    await say(t, `p99 of uses meanwhile ${percentile(0.99, programs, flooded)} ms, ${before} ms before`)
  }

  const from = programs.map(({ milliseconds }) => milliseconds.length)
  const request = {
    method: 'POST',
    headers: operator,
    body: { filter: { not_used_since: daysAgo(90) }, reason: 'unused' },
  }
  await timed(t, `${unused.length} keys revoked by the operator, because they were not used for 90 days`, async () => {
    let left = true
    while (left) left = !(await ask(first, '/admin/v1/revocations', request)).json().complete
  })
  await say(t, `p99 of uses meanwhile ${percentile(0.99, programs, from)} ms, ${before} ms before`)
  await areDead(unused, 'every unused key is dead on every instance')
  await Promise.all(programs.map(program => program.stop()))
  t.same(
    programs.flatMap(({ failed }) => failed),
    [],
    'no program had one request refused',
  )
  const [{ alive }] = await cluster.query(
    'select count(*)::int as alive from api_keys where revoked_at is null and coalesce(expires_at > now(), true) and replaced_by is null',
  )
  t.equal(alive, ROTATED, 'what is left are the successors')
})

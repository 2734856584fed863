import type { Test } from 'tap'
import { createApiKey } from '../../../auth/api-key.ts'
import { KEY_FORMAT } from '../../../config/key-format.ts'
import { type Ask, ask } from '../../kit/http.ts'
import { until } from '../../kit/until.ts'
import { lengthsOf, Program, percentile } from './program.ts'
import { daysAgo, OPERATOR, type Stage } from './stage.ts'
import { forEach, say, timed } from './telling.ts'

const PROGRAMS = 20
const GRACE_SECONDS = 5
const APART_MS = 2_000
/** A look is a use as well, and the limit is to last for the programs. */
const LOOK_MS = 250
/** Below the hourly limit of an address on three instances. The other ways to report have no such limit. */
const REPORTS = 90
const MORE_REPORTS = 900
const MOST_REPORTED = 1_000

const toTokens = (credentials: readonly string[]) =>
  JSON.stringify(credentials.map(token => ({ token, type: 'soc_defenders_api_key' })))

/** GitHub finds some of the keys. */
export async function leak(t: Test, { github, serviceAt, leaked, areDead }: Stage) {
  const body = toTokens(leaked.map(({ key }) => key))
  const request = { method: 'POST', headers: github.headersOf(body), body }
  const reply = await timed(t, `${leaked.length} leaked keys, to GitHub's answer`, () =>
    ask(serviceAt(0), '/api/v1/leaks/github', request),
  )
  t.equal(reply.status, 200)
  await areDead(leaked, 'every leaked key is dead on every instance')
}

/** Others are rotated, while programs use some of them. @returns those programs, with their new keys */
export async function rotate(t: Test, { urls, serviceAt, rotated, isDead }: Stage) {
  const programs = rotated.slice(0, PROGRAMS).map(key => new Program(urls, key))
  const deployments: Promise<void>[] = []
  const statuses = new Set<number>()
  await timed(t, `${rotated.length} keys rotated, ${PROGRAMS} of them in use`, () =>
    forEach(rotated, async ({ id, cookie }, at) => {
      const request = { cookie, method: 'POST', body: { grace_seconds: GRACE_SECONDS } }
      const reply = await ask(serviceAt(at), `/api/v1/keys/${id}/rotation`, request)
      statuses.add(reply.status)
      const program = programs[at]
      if (program) deployments.push(program.deploy({ ...reply.json(), cookie }, APART_MS))
    }),
  )
  t.same([...statuses], [201])
  await Promise.all(deployments)
  await timed(t, 'from the last deployment to the end of every old key', async () => {
    for (const key of rotated.slice(0, PROGRAMS)) await until(() => isDead(key), LOOK_MS)
  })
  return programs
}

/** All ways to report a leak are flooded. */
export async function flood(t: Test, { github, serviceAt, leaked }: Stage, programs: readonly Program[], calm: number) {
  const credentials = Array.from({ length: MOST_REPORTED }, () => createApiKey(KEY_FORMAT).secret)
  const tokens = toTokens(credentials)
  const [dead] = leaked
  const ways: Record<string, [reports: number, path: string, request: Ask]> = {
    'anybody, with 1,000 credentials': [REPORTS, '/api/v1/credentials/revoke', { body: { credentials } }],
    'GitHub, with 1,000 tokens': [
      MORE_REPORTS,
      '/api/v1/leaks/github',
      { headers: github.headersOf(tokens), body: tokens },
    ],
    'the owner of a key that is dead': [MORE_REPORTS, `/api/v1/keys/${dead?.id}/leak`, { cookie: dead?.cookie ?? '' }],
  }
  for (const [name, [reports, path, request]] of Object.entries(ways)) {
    const from = lengthsOf(programs)
    const statuses = new Set<number>()
    await timed(t, `${reports} reports by ${name}`, () =>
      forEach(Array.from({ length: reports }), async (_, at) =>
        statuses.add((await ask(serviceAt(at), path, { method: 'POST', ...request })).status),
      ),
    )
    const others = [...statuses].filter(status => ![200, 202, 503].includes(status))
    t.same(others, [], name)
    await say(t, `p99 of uses during this ${percentile(0.99, programs, from)} ms, ${calm} ms before`)
  }
}

/** An operator revokes keys that have not been used for long. */
export async function endUnused(
  t: Test,
  { serviceAt, unused, areDead }: Stage,
  programs: readonly Program[],
  calm: number,
) {
  const body = { filter: { not_used_since: daysAgo(90) }, reason: 'unused' }
  const from = lengthsOf(programs)
  await timed(t, `${unused.length} keys revoked by the operator, because they were not used for 90 days`, async () => {
    const next = () => ask(serviceAt(0), '/admin/v1/revocations', { method: 'POST', headers: OPERATOR, body })
    while (!(await next()).json().complete);
  })
  await say(t, `p99 of uses during this ${percentile(0.99, programs, from)} ms, ${calm} ms before`)
  await areDead(unused, 'every unused key is dead on every instance')
}

import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import t from 'tap'
import { buildInstances, call, createKey, useKey } from '../kit/app.ts'
import { EXHAUSTIVE } from '../kit/exhaustive.ts'
import { misjudgedUses, type Operation, recorded } from '../kit/history.ts'
import { type Person, signIn } from '../kit/people.ts'

const ADMIN_TOKEN = 'an operator token of the tests, long enough'
const headers = { authorization: `Bearer ${ADMIN_TOKEN}` }
const INSTANCES = 3
const KEYS = EXHAUSTIVE ? 24 : 8
const ROUNDS = EXHAUSTIVE ? 8 : 3

type Change = (app: FastifyInstance, method: 'POST' | 'DELETE') => Promise<LightMyRequestResponse>
interface Subject {
  id: string
  key: string
  change: Change
}

const at = <T>(list: T[], index: number) => list[index % list.length] as T

const suspension =
  ({ accountId }: Person): Change =>
  (app, method) =>
    app.inject({ method, url: `/admin/v1/accounts/${accountId}/suspension`, headers })

const pause =
  (as: Person, id: string): Change =>
  (app, method) =>
    call(app, { as, method, url: `/api/v1/keys/${id}/pause` })

/** Keys of different accounts. Of one half, the account is suspended; the other half is paused. */
const makeSubjects = (app: FastifyInstance) =>
  Promise.all(
    Array.from({ length: KEYS }, async (_, index): Promise<Subject> => {
      const owner = await signIn('pro')
      const { id, key } = await createKey(app, owner)
      return { id, key, change: index % 2 ? pause(owner, id) : suspension(owner) }
    }),
  )

/** Uses a key on all instances, before, during and after it is suspended and the suspension is lifted on others. */
async function changeWhileUsed(apps: FastifyInstance[], subjects: Subject[]) {
  const history: Operation[] = []
  async function client({ id, key, change }: Subject, index: number) {
    const use = (step: number) => recorded(history, 'use', id, () => useKey(at(apps, index + step), key))
    for (let round = 0; round < ROUNDS; round++)
      for (const [kind, method] of [
        ['suspend', 'POST'],
        ['lift', 'DELETE'],
      ] as const) {
        const during = [use(0), use(1), use(2)]
        const app = at(apps, index + round)
        // A 503 of a busy machine is undecided, so the client repeats the request.
        while ((await recorded(history, kind, id, () => change(app, method))) === 503);
        await Promise.all([...during, use(0), use(1), use(2)])
      }
  }
  await Promise.all(subjects.map(client))
  return history
}

t.test('a suspension or pause holds from its answer on, on every instance, and so does its end', async t => {
  const { apps } = await buildInstances(t, INSTANCES, { ADMIN_TOKEN })
  const history = await changeWhileUsed(apps, await makeSubjects(at(apps, 0)))
  t.same(misjudgedUses(history), [])
  const count = (kind: string, code: number) => history.filter(one => one.kind === kind && one.status === code).length
  t.same([count('suspend', 200), count('lift', 200)], [KEYS * ROUNDS, KEYS * ROUNDS])
  t.ok(count('use', 403) >= 2 * KEYS * ROUNDS, `rejected: ${count('use', 403)}`)
  t.ok(count('use', 200) >= 2 * KEYS * ROUNDS, `admitted: ${count('use', 200)}`)
  t.same(
    history.filter(({ status }) => ![200, 403, 503].includes(status)),
    [],
  )
})

t.test('the proof finds a cache, which admits during a suspension and rejects after it', async t => {
  const { apps } = await buildInstances(t, INSTANCES, { ADMIN_TOKEN })
  for (const { authorizer } of apps) {
    const ask = authorizer.authorize.bind(authorizer)
    const cache = new Map<string, ReturnType<typeof ask>>()
    let uses = 0
    authorizer.authorize = use => {
      const cached = uses++ % 5 > 0 ? (cache.get(use.digest) ?? ask(use)) : ask(use)
      cache.set(use.digest, cached)
      return cached
    }
  }
  const misjudged = misjudgedUses(await changeWhileUsed(apps, await makeSubjects(at(apps, 0))))
  t.same([...new Set(misjudged.map(({ status }) => status))].toSorted(), [200, 403])
})

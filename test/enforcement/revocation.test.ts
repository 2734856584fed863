import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import t from 'tap'
import { buildInstances, createKey, revoke, useKey } from '../kit/app.ts'
import { EXHAUSTIVE } from '../kit/exhaustive.ts'
import { type Operation, recorded, staleUses } from '../kit/history.ts'
import { type Person, signIn } from '../kit/people.ts'

const INSTANCES = 3
const KEYS = EXHAUSTIVE ? 60 : 20
const CLIENTS = 8

const at = <T>(list: T[], index: number) => list[index % list.length] as T

/** Uses keys on all instances, before, during and after each is revoked on one of them. */
async function revokeWhileUsed(apps: FastifyInstance[], keys: { id: string; key: string; owner: Person }[]) {
  const history: Operation[] = []
  const queue = keys.entries()
  async function client() {
    for (const [index, { id, key, owner }] of queue) {
      const use = (step: number) => recorded(history, 'use', id, () => useKey(at(apps, index + step), key))
      await Promise.all([use(0), use(1)])
      const during = [use(2), use(1)]
      // A 503 of a busy machine is undecided: the key may be revoked or not, so the client repeats the request.
      while ((await recorded(history, 'revoke', id, () => revoke(at(apps, index), owner, id))) === 503);
      const after = [use(1), use(2)]
      await sleep(Math.random() * 50)
      await Promise.all([...during, ...after, use(0), use(1)])
    }
  }
  await Promise.all(Array.from({ length: CLIENTS }, client))
  return history
}

async function makeKeys(app: FastifyInstance) {
  return Promise.all(
    Array.from({ length: KEYS }, async () => {
      const owner = await signIn('pro')
      return { ...(await createKey(app, owner)), owner }
    }),
  )
}

t.test('no use that starts after the response to a revocation is admitted, on any instance', async t => {
  const { apps } = await buildInstances(t, INSTANCES)
  const history = await revokeWhileUsed(apps, await makeKeys(at(apps, 0)))
  t.same(staleUses(history), [])
  t.equal(history.filter(({ kind, status }) => kind === 'revoke' && status === 200).length, KEYS)
  const uses = (code: number) => history.filter(({ kind, status }) => kind === 'use' && status === code).length
  t.ok(uses(200) >= KEYS, `keys worked before: ${uses(200)} times`)
  t.ok(uses(401) >= 2 * KEYS, `and were refused after: ${uses(401)} times`)
  t.same(
    history.filter(({ status }) => ![200, 401, 503].includes(status)),
    [],
  )
})

t.test('the proof finds a cache of one second', async t => {
  const { apps } = await buildInstances(t, INSTANCES)
  for (const { authorizer } of apps) {
    const ask = authorizer.authorize.bind(authorizer)
    const cache = new Map<string, ReturnType<typeof ask>>()
    authorizer.authorize = use => {
      const cached = cache.get(use.digest) ?? ask(use)
      cache.set(use.digest, cached)
      setTimeout(() => cache.delete(use.digest), 1_000).unref()
      return cached
    }
  }
  const history = await revokeWhileUsed(apps, await makeKeys(at(apps, 0)))
  t.ok(staleUses(history).length > 0)
})

t.test('the proof finds a decision taken from a statement that was already in flight', async t => {
  const { apps } = await buildInstances(t, INSTANCES)
  const app = at(apps, 0)
  const owner = await signIn('pro')
  const { id, key } = await createKey(app, owner)
  const { promise: revoked, resolve: isRevoked } = Promise.withResolvers<void>()
  const { promise: inFlight, resolve: isInFlight } = Promise.withResolvers<void>()
  const ask = app.authorizer.authorize.bind(app.authorizer)
  let flight: ReturnType<typeof ask> | undefined
  app.authorizer.authorize = use => {
    // The verdict arrives late, as over a network. A use that joins in between gets an outdated verdict.
    flight ??= ask(use).finally(() => {
      isInFlight()
      return revoked
    })
    return flight
  }
  const history: Operation[] = []
  const use = () => recorded(history, 'use', id, () => useKey(app, key))
  const before = use()
  await inFlight
  while ((await recorded(history, 'revoke', id, () => revoke(app, owner, id))) === 503);
  const after = use()
  isRevoked()
  await Promise.all([before, after])
  t.equal(staleUses(history).length, 1)
})

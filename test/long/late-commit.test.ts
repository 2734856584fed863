import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { commits, interrupted, LATE_MS, LIFE_MS, openScene, race, type Scene, USE_EVERY_MS } from '../kit/brief-key.ts'
import { createDatabase, needsPostgres } from '../kit/database.ts'
import { EXHAUSTIVE } from '../kit/exhaustive.ts'
import { type Operation, recorded, staleUses } from '../kit/history.ts'
import { ask } from '../kit/http.ts'
import { signIn } from '../kit/people.ts'
import type { Service } from '../kit/service.ts'
import type { Message } from '../kit/slow-link.ts'
import { until } from '../kit/until.ts'

const MINUTES = { timeout: 550_000 }

async function onDatabase(t: Test) {
  const { url = '', connections, drop } = await createDatabase()
  for (const db of new Set([connections.db, connections.reserved, connections.bulk])) await db.destroy()
  t.teardown(drop)
  return openScene(t, url)
}

const begins = ({ type, text }: Message) => type === 'Q' && text.startsWith('start transaction')

/** Delays one message of a transaction: the n-th of either side. */
function delayed(scene: Scene, n: number, milliseconds: number) {
  let seen = -1
  const passed = Promise.withResolvers<void>()
  scene.link.hold = message => {
    if (seen < 0 && !begins(message)) return undefined
    seen++
    return seen === n ? sleep(milliseconds).then(passed.resolve) : undefined
  }
  return { passed: passed.promise, seen: () => seen }
}

t.test(
  ...needsPostgres('while a COMMIT is late its key is 503, and no key works again after a 401', MINUTES),
  async t => {
    const scene = await onDatabase(t)
    const { history, isUndecided, status, use } = await interrupted(scene, () => sleep(LATE_MS))
    t.equal(status, 503, 'the update is undecided')
    t.ok(isUndecided(), 'so are uses of the key')
    let last = await use()
    while (last === 503) last = await use()
    t.equal(last, 200, 'in the end it took effect')
    t.same(new Set(history.map(({ status }) => status)), new Set([200, 503]))
  },
)

const LONGEST_MS = 2_500

/**
 * Delays some messages, one per round, and some for longer than any deadline if there is time. @returns every use of
 * the keys
 */
async function delayEach(scene: Scene, messages: Iterable<number>) {
  const histories: Operation[][] = []
  for (const n of messages) {
    const milliseconds = EXHAUSTIVE ? Math.random() * LONGEST_MS : LIFE_MS
    const { passed } = delayed(scene, n, milliseconds)
    const { history, use } = await race(scene, () => Promise.race([passed, sleep(milliseconds + 500)]))
    await until(async () => (await use()) !== 503, USE_EVERY_MS)
    histories.push(history)
  }
  return histories.flat()
}

t.test(...needsPostgres('whichever message of an update is late, no key works again after a 401', MINUTES), async t => {
  const scenes = await Promise.all(Array.from({ length: EXHAUSTIVE ? 2 : 1 }, () => onDatabase(t)))
  const [scene] = scenes as [Scene]
  let count = delayed(scene, -1, 0)
  // On a busy machine the key may have expired before the update came.
  while ((await race(scene, async () => {})).status !== 200) count = delayed(scene, -1, 0)
  const messages = [...Array(count.seen() + 1).keys()]
  t.ok(messages.length > 20, `${messages.length} messages`)
  const some = EXHAUSTIVE ? messages : messages.filter(n => n % Math.ceil(messages.length / 4) === 0)
  const lanes = scenes.map((scene, lane) =>
    delayEach(
      scene,
      some.filter((_, at) => at % scenes.length === lane),
    ),
  )
  const history = (await Promise.all(lanes)).flat()
  t.same(staleUses(history), [], `no stale use among ${history.length}`)
})

/** Longer than a busy machine needs for a use of a key whose update is undecided. */
const FROZEN_MS = 4_000

t.test(...needsPostgres('an instance frozen before its COMMIT reactivates no key', MINUTES), async t => {
  const scene = await onDatabase(t)
  for (const _ of Array.from({ length: EXHAUSTIVE ? 4 : 1 })) {
    const { history, isUndecided, use } = await interrupted(scene, async isUndecided => {
      scene.writer.signal('SIGSTOP')
      const end = performance.now() + FROZEN_MS
      await until(() => isUndecided() || performance.now() > end)
      scene.writer.signal('SIGCONT')
    })
    await until(async () => (await use()) !== 503, USE_EVERY_MS)
    t.same(staleUses(history), [])
    t.ok(isUndecided())
  }
})

const RANDOM_MS = EXHAUSTIVE ? 20_000 : 6_000
const WORKERS = 16
const oneOf = <T>(list: readonly T[]) => list[Math.floor(Math.random() * list.length)] as T
const soon = () => new Date(Date.now() + 500 + Math.random() * 1_500).toISOString()

/** Makes random changes to a key on all instances while it is used. @returns the statuses of the changes */
async function live({ writer, readers }: Scene, history: Operation[]) {
  const { cookie } = await signIn('pro')
  const body = { name: 'brief', expires_at: soon() }
  const made = await ask(readers[0] as Service, '/api/v1/keys', { cookie, method: 'POST', body })
  if (made.status !== 201) return [made.status]
  const { id, key } = made.json()
  const change = (method: string, path: string, body: object) =>
    ask(oneOf([writer, writer, ...readers]), `/api/v1/keys/${id}${path}`, { cookie, method, body })
  const changes = [
    () => change('PATCH', '', { expires_at: oneOf([null, soon()]) }),
    () => change('PATCH', '', { expires_at: soon() }),
    () => change('POST', '/rotation', {}),
    () => change('DELETE', '/rotation', {}),
  ]
  const statuses: number[] = []
  const end = performance.now() + LATE_MS
  async function changing() {
    for (; performance.now() < end; await sleep(Math.random() * 200)) statuses.push((await oneOf(changes)()).status)
  }
  async function using(reader: Service) {
    for (; performance.now() < end + LATE_MS; await sleep(3 * USE_EVERY_MS))
      await recorded(history, 'use', id, async () => ({
        statusCode: (await ask(reader, '/api/v1/me', { key })).status,
      }))
  }
  await Promise.all([changing(), ...readers.map(using)])
  return statuses
}

t.test(...needsPostgres('random changes over a slow link reactivate no key', MINUTES), async t => {
  const scene = await onDatabase(t)
  scene.link.hold = message =>
    Math.random() < (commits(message) ? 0.5 : 0.002) ? sleep(Math.random() * LATE_MS) : undefined
  const history: Operation[] = []
  const statuses = new Map<number, number>()
  const end = performance.now() + RANDOM_MS
  const workers = Array.from({ length: WORKERS }, async () => {
    while (performance.now() < end)
      for (const status of await live(scene, history)) statuses.set(status, (statuses.get(status) ?? 0) + 1)
  })
  await Promise.all(workers)
  const uses = Map.groupBy(history, ({ status }) => status)
  t.comment({ changes: Object.fromEntries(statuses), uses: [...uses].map(([status, { length }]) => [status, length]) })
  t.same(staleUses(history), [], `no stale use among ${history.length}`)
  t.notOk(statuses.has(500))
  for (const status of [200, 401]) t.ok(uses.has(status), `uses were ${status}`)
  // A short run on a busy machine may not reach that.
  t.ok((uses.has(503) && statuses.has(200)) || !EXHAUSTIVE, 'keys were updated, and uses undecided')
})

import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import t from 'tap'
import { build, buildInstances, call, createKey, useKey } from '../kit/app.ts'
import { needsPostgres } from '../kit/database.ts'
import { EXHAUSTIVE } from '../kit/exhaustive.ts'
import { roomInTheMinute } from '../kit/minute.ts'
import { signIn } from '../kit/people.ts'

const ADMIN_TOKEN = 'an operator token of the tests, long enough'
const headers = { authorization: `Bearer ${ADMIN_TOKEN}` }
const ROUNDS = EXHAUSTIVE ? 40 : 8
const LONG = { timeout: 240_000 }

const ENV = { ADMIN_TOKEN, SESSION_LIMIT_PER_MINUTE: '100000' }

/** Requests of an operator and of an account's owner, each to any of the instances. */
async function stage(apps: FastifyInstance[]) {
  const any = () => apps[Math.floor(Math.random() * apps.length)] as FastifyInstance
  const person = await signIn('pro')
  const { accountId } = person
  const url = `/admin/v1/accounts/${accountId}`
  await call(any(), { as: person, url: '/api/v1/session' })
  return {
    ...{ any, person },
    put: (payload: object) => any().inject({ method: 'PUT', url, headers, payload }),
    patch: (id: string, payload: object) =>
      any().inject({ method: 'PATCH', url: `${url}/keys/${id}`, headers, payload }),
    reset: () => any().inject({ method: 'POST', url: `${url}/windows/reset`, headers }),
    get: async () => (await any().inject({ url, headers })).json(),
    events: async () => (await any().inject({ url: `${url}/account-events?limit=100`, headers })).json().data,
  }
}

/** Uses a key from any instance until it is rejected, and remembers when each admitted use began. */
async function spend(any: () => FastifyInstance, key: string, started: number[]) {
  for (;;) {
    const start = performance.now()
    const { statusCode } = await useKey(any(), key)
    if (statusCode === 429) return
    if (statusCode === 200) started.push(start)
  }
}

t.test(
  ...needsPostgres('once a key’s limits are set, no more than them is admitted, on any instance', LONG),
  async t => {
    const { any, person, patch, reset } = await stage((await buildInstances(t, 3, ENV)).apps)
    for (let round = 0; round < ROUNDS; round++) {
      await roomInTheMinute()
      await reset()
      const { id, key } = await createKey(any(), person)
      const started: number[] = []
      const load = Promise.all(Array.from({ length: 6 }, () => spend(any, key, started)))
      while (started.length < 20) await new Promise(setImmediate)
      const sent = started.length
      t.equal((await patch(id, { limits: { day: 13 } })).statusCode, 200)
      const answered = performance.now()
      await load
      const after = started.filter(start => start > answered).length
      t.ok(after <= 13, `${after} of 13, and ${started.length - sent} since the request`)
      t.ok(started.length >= sent + 13 && started.length < 1_000, 'the limit is reached, and not the account’s')

      t.equal((await patch(id, { limits: { minute: 999, day: 20 } })).statusCode, 200)
      const more: number[] = []
      await Promise.all(Array.from({ length: 6 }, () => spend(any, key, more)))
      t.equal(more.length, 7, 'higher limits go on from what was used')
      await call(any(), { as: person, method: 'DELETE', url: `/api/v1/keys/${id}` })
    }
  },
)

const CHANGES = 30
const numbers = Array.from({ length: CHANGES }, (_, at) => at + 1)

/**
 * Whether the changes form one sequence: each old value is null or another change's new value, no value was replaced
 * twice, and the value that was never replaced is the present one.
 */
function isOneSequence(changes: { from: unknown; to: unknown }[], present: unknown) {
  const [from, to] = (['from', 'to'] as const).map(side => changes.map(change => textOf(change[side])))
  const replaced = new Set(from)
  const last = to?.filter(value => !replaced.has(value)) ?? []
  return replaced.size === changes.length && last.length === 1 && last[0] === textOf(present)
}

/** jsonb has an order of its own. */
const textOf = (value: unknown) => JSON.stringify(value, Object.keys(Object(value)).sort())

/** Few enough at once that none waits longer than the database's connections do. */
async function inWaves<T>(act: (n: number) => Promise<T>) {
  const replies: T[] = []
  for (let at = 0; at < CHANGES; at += 5) replies.push(...(await Promise.all(numbers.slice(at, at + 5).map(act))))
  return replies
}

t.test(...needsPostgres('concurrent changes of an account lose no event, and old values are true', LONG), async t => {
  const { put, get, events } = await stage((await buildInstances(t, 3, ENV)).apps)
  const until = (n: number) => new Date(Date.UTC(2090, 0, n)).toISOString()
  const replies = await inWaves(n =>
    put({
      ...{ tier: 'pro', tier_until: until(n), tier_after: 'free' },
      ...{ limits: { minute: n, until: until(n) }, metadata: { n }, reason: `${n}` },
    }),
  )
  t.same(new Set(replies.map(({ statusCode }) => statusCode)), new Set([200]))
  const account = await get()
  const seen: { action: string; at: string; details: Record<string, { from: unknown; to: unknown }> }[] = []
  seen.push(...(await events()))
  for (const [action, field, present] of [
    ['set_plan', 'tier_until', account.tier_until],
    ['set_limits', 'limits', account.limits],
    ['set_metadata', 'metadata', account.metadata],
  ] as const) {
    const changes = seen.filter(event => event.action === action).map(({ details }) => details[field])
    t.equal(changes.length, CHANGES)
    t.ok(isOneSequence(changes as { from: unknown; to: unknown }[], present), field)
  }
})

t.test(...needsPostgres('concurrent changes of a key lose no event, and old values are true', LONG), async t => {
  const { any, person, patch } = await stage((await buildInstances(t, 3, ENV)).apps)
  const { id } = await createKey(any(), person)
  const replies = await inWaves(n => patch(id, { limits: { day: n }, metadata: { n } }))
  t.same(new Set(replies.map(({ statusCode }) => statusCode)), new Set([200]))
  const key = (await call(any(), { as: person, url: `/api/v1/keys/${id}` })).json()
  const history = await call(any(), { as: person, url: `/api/v1/audit-events?key_id=${id}&limit=100` })
  const seen: { action: string; details: Record<string, { from: unknown; to: unknown }> }[] = history.json().data
  for (const field of ['limits', 'metadata']) {
    const changes = seen.filter(({ action }) => action === `change_${field}`).map(({ details }) => details[field])
    t.equal(changes.length, CHANGES)
    t.ok(isOneSequence(changes as { from: unknown; to: unknown }[], key[field]), field)
  }
})

t.test(...needsPostgres('changes, resets, rotations and uses at once do not deadlock', LONG), async t => {
  const lines: string[] = []
  const log = { write: (line: string) => void lines.push(line) }
  const app = await build(t, { ...ENV, LOG_LEVEL: 'warn' }, { log })
  const { any, person, put, patch, reset } = await stage([app])
  const keys = await Promise.all(Array.from({ length: 4 }, () => createKey(any(), person)))
  for (const { id } of keys) await patch(id, { limits: { month: 1_000_000 } })
  const seen = new Map<string, number>()
  const kinds: [string, (n: number) => Promise<{ statusCode: number }>][] = [
    ['use', n => useKey(any(), keys[n % 4]?.key ?? '')],
    ['use', n => useKey(any(), keys[(n + 1) % 4]?.key ?? '')],
    ['put', n => put({ tier: n % 2 ? 'pro' : 'free', limits: { minute: 100_000, day: n + 1_000 } })],
    ['patch', n => patch(keys[n % 4]?.id ?? '', { limits: { month: 1_000_000 + n } })],
    ['reset', () => reset()],
    [
      'rotate',
      n => call(any(), { as: person, method: 'POST', url: `/api/v1/keys/${keys[n % 4]?.id}/rotation`, payload: {} }),
    ],
    [
      'create',
      () =>
        any().inject({
          method: 'PUT',
          url: `/admin/v1/accounts/${randomUUID()}`,
          headers,
          payload: { limits: { day: 1 } },
        }),
    ],
  ]
  const rounds = EXHAUSTIVE ? 60 : 15
  await Promise.all(
    kinds.map(async ([kind, act]) => {
      for (let n = 0; n < rounds; n++) {
        const { statusCode } = await act(n)
        seen.set(`${kind} ${statusCode}`, 1 + (seen.get(`${kind} ${statusCode}`) ?? 0))
      }
    }),
  )
  t.same(
    lines.filter(line => line.includes('deadlock')),
    [],
    JSON.stringify([...seen]),
  )
  for (const [kind] of kinds)
    t.ok(
      [...seen.keys()].some(each => /^\w+ 20[01]$/.test(each) && each.startsWith(kind)),
      kind,
    )
})

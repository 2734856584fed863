import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import t from 'tap'
import type { Database } from '../../db/connection/client.ts'
import { buildInstances, createKey, useKey } from '../kit/app.ts'
import { needsPostgres } from '../kit/database.ts'
import { roomInTheMinute } from '../kit/minute.ts'
import { signIn } from '../kit/people.ts'

const FREE_A_MINUTE = 10

/** The first requests of a process may exceed deadlines on a busy machine. */
const warmUp = (apps: FastifyInstance[]) => burst(apps, 30)

/** Creates a key of a free account and uses it on all instances at once. @returns the statuses */
async function burst(apps: FastifyInstance[], requests: number) {
  const [first] = apps as [FastifyInstance]
  const { key } = await createKey(first, await signIn('free'))
  const replies = await Promise.all(
    Array.from({ length: requests }, (_, at) => useKey(apps[at % apps.length] as FastifyInstance, key)),
  )
  return replies.map(reply => reply.statusCode)
}

const admitted = (statuses: number[]) => statuses.filter(status => status === 200).length

t.test('exactly the limit is admitted of 200 concurrent requests to three instances', async t => {
  const { apps, db } = await buildInstances(t, 3)
  await warmUp(apps)
  await db.deleteFrom('usage_windows').execute()
  await roomInTheMinute()
  const statuses = await burst(apps, 200)
  t.equal(admitted(statuses), FREE_A_MINUTE)
  t.equal(statuses.filter(status => status === 429).length, 200 - FREE_A_MINUTE)
  const { minute_used, day_used } = await db.selectFrom('usage_windows').selectAll().executeTakeFirstOrThrow()
  t.same(
    { minute_used, day_used },
    { minute_used: FREE_A_MINUTE, day_used: FREE_A_MINUTE },
    'refusals consumed nothing',
  )
})

t.test('all keys of an account share its windows', async t => {
  const { apps } = await buildInstances(t, 2)
  const [first, second] = apps as [FastifyInstance, FastifyInstance]
  const alice = await signIn('free')
  const [a, b] = [await createKey(first, alice), await createKey(first, alice)]
  await roomInTheMinute()
  const replies = await Promise.all(
    Array.from({ length: 30 }, (_, at) => useKey(at % 3 ? first : second, at % 2 ? a.key : b.key)),
  )
  t.equal(admitted(replies.map(reply => reply.statusCode)), FREE_A_MINUTE)
})

t.test('the headers count down and say when the limit resets', async t => {
  const { apps } = await buildInstances(t, 1)
  const [app] = apps as [FastifyInstance]
  const { key } = await createKey(app, await signIn('free'))
  await roomInTheMinute()
  for (let left = FREE_A_MINUTE - 1; left >= 0; left--)
    t.equal(Number((await useKey(app, key)).headers['x-ratelimit-remaining']), left)
  const refused = await useKey(app, key)
  const reset = Number(refused.headers['x-ratelimit-reset'])
  t.equal(refused.statusCode, 429)
  t.equal(reset % 60, 0)
  t.same(refused.json().error.details, { owner: 'account', window: 'minute', limit: FREE_A_MINUTE, reset })
  t.ok(Number(refused.headers['retry-after']) >= 1)
})

t.test('the daily limit rejects until the UTC day ends', async t => {
  const { apps, db } = await buildInstances(t, 1)
  const [app] = apps as [FastifyInstance]
  const { key } = await createKey(app, await signIn('free'))
  await roomInTheMinute()
  await sql`update usage_windows set day_start = date_trunc('day', now(), 'UTC'), day_used = 999`.execute(db)
  const last = await useKey(app, key)
  t.equal(last.statusCode, 200)
  t.match(last.headers, { 'x-ratelimit-limit': '10', 'x-ratelimit-remaining': '0' })
  const refused = await useKey(app, key)
  t.equal(refused.statusCode, 429)
  t.match(refused.json().error.details, { window: 'day', limit: 1000 })
  t.equal(Number(refused.headers['x-ratelimit-reset']) % 86_400, 0)
})

/**
 * Sets the windows of all accounts as an instance leaves them that counted in a minute after this statement's now().
 */
const useUpNextMinute = (db: Database) =>
  sql`update usage_windows set minute_start = date_trunc('minute', now(), 'UTC') + interval '1 minute',
    minute_used = ${FREE_A_MINUTE}`.execute(db)

t.test('a window never goes backwards: a statement that began earlier counts in the later window', async t => {
  const { apps, db } = await buildInstances(t, 1)
  const [app] = apps as [FastifyInstance]
  const { key } = await createKey(app, await signIn('free'))
  await useUpNextMinute(db)
  const before = await db.selectFrom('usage_windows').selectAll().executeTakeFirstOrThrow()
  t.equal((await useKey(app, key)).statusCode, 429)
  t.same(await db.selectFrom('usage_windows').selectAll().executeTakeFirstOrThrow(), before)

  await sabotage(db, 'w.minute_start >= this_minute', 'w.minute_start = this_minute')
  t.equal((await useKey(app, key)).statusCode, 200, 'the proof finds windows that go backwards')
})

/** Breaks the authorize function on purpose. */
async function sabotage(db: Database, from: string, to: string) {
  const { rows } = await sql<{ text: string }>`
    select pg_get_functiondef('decide_by_terms'::regproc) as text`.execute(db)
  const text = rows[0]?.text ?? ''
  if (!text.includes(from)) throw new Error(`the function has no ${from}`)
  await sql.raw(text.replace(from, to)).execute(db)
}

const LONG = { timeout: 120_000 }

t.test(
  ...needsPostgres('the count is exact even if a statement is slow between reading and writing', LONG),
  async t => {
    const { apps, db } = await buildInstances(t, 3)
    await sabotage(db, 'from windows w', 'from windows w, (select pg_sleep(0.03)) as slowly')
    await warmUp(apps)
    await roomInTheMinute()
    t.equal(admitted(await burst(apps, 60)), FREE_A_MINUTE)

    await sabotage(db, 'for update of w', '')
    t.ok(admitted(await burst(apps, 60)) > FREE_A_MINUTE, 'the proof finds a count that does not lock what it counts')
  },
)

t.test(...needsPostgres('a burst across the turn of a minute is limited in both minutes', LONG), async t => {
  const { apps, db } = await buildInstances(t, 3)
  await warmUp(apps)
  const keys = await Promise.all(
    Array.from({ length: 5 }, async () => (await createKey(apps[0] as FastifyInstance, await signIn('free'))).key),
  )
  const { rows } = await sql<{ left: number }>`select 60 - extract(second from now())::float8 as left`.execute(db)
  await sleep(Math.max(0, (rows[0]?.left ?? 0) * 1000 - 1_500))
  const counts = new Map<string, number>()
  const end = performance.now() + 3_000
  const client = async (key: string, app: FastifyInstance) => {
    while (performance.now() < end) {
      const reply = await useKey(app, key)
      const minute = `${key} ${reply.headers['x-ratelimit-reset']}`
      if (reply.statusCode === 200) counts.set(minute, (counts.get(minute) ?? 0) + 1)
    }
  }
  await Promise.all(keys.flatMap(key => apps.flatMap(app => [client(key, app), client(key, app)])))
  t.same(
    [...counts.values()],
    Array.from({ length: 2 * keys.length }, () => FREE_A_MINUTE),
  )
})

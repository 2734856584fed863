import { sql } from 'kysely'
import t from 'tap'
import { trimUsage } from '../../db/usage/trim.ts'
import { createDatabase, needsPostgres } from '../kit/database.ts'
import { Program } from '../kit/process.ts'

const NODE = process.execPath

t.test('only usage older than the given time is deleted', async t => {
  const { connections, drop } = await createDatabase()
  t.teardown(drop)
  const { db } = connections
  // More than one part of the table would take millions of rows; its pages are counted from 0 all the same.
  await sql`insert into key_usage (key_id, hour, requests)
    select gen_random_uuid(), date_trunc('hour', now()) - make_interval(days => d), 1 from generate_series(0, 800) d`.execute(
    db,
  )
  const left = async () =>
    (await sql<{ count: number }>`select count(*)::int from key_usage`.execute(db)).rows[0]?.count
  const before = new Date(Date.now() - 400 * 86_400_000)
  t.equal(await trimUsage(db, before), 400)
  t.equal(await left(), 401)
  t.equal(await trimUsage(db, before), 0)
})

t.test(...needsPostgres('the command trims as requested, and keeps what the page can show'), async t => {
  const { url, connections, drop } = await createDatabase()
  t.teardown(drop)
  await sql`insert into key_usage (key_id, hour, requests) values
    (gen_random_uuid(), now() - interval '500 days', 1), (gen_random_uuid(), now() - interval '380 days', 1)`.execute(
    connections.db,
  )
  const env = { DATABASE_URL: String(url) }
  const trim = (...args: string[]) => new Program(t, [NODE, 'cli/trim-usage.ts', ...args], { env }).ended
  t.match(await trim('--days', '400'), { code: 0, output: 'deleted: 1 rows of usage, older than 400 days\n' })
  t.match(await trim(), { code: 0, output: /^deleted: 1 rows/ })
  for (const days of ['365', '0', '-1', 'many', '1e3.5'])
    t.match(await trim(`--days=${days}`), { code: 1, output: /^not deleted: --days must be 366 or more/ })
})

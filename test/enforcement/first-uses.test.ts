import { sql } from 'kysely'
import t from 'tap'
import { ActivityLog } from '../../enforcement/activity-log.ts'
import { MOST_NEW } from '../../enforcement/new-keys.ts'
import { build, call, createKey, useKey } from '../kit/app.ts'
import { ask } from '../kit/http.ts'
import { signIn } from '../kit/people.ts'
import { preparedFolder, start } from '../kit/service.ts'
import { until } from '../kit/until.ts'

t.test('an instance shows the first use of a key within 3 s', async t => {
  const service = await start(t, { DATA_DIR: await preparedFolder(t), LOG_LEVEL: 'error' })
  const { cookie } = await signIn('pro')
  for (const name of ['first', 'second']) {
    const created = (await ask(service, '/api/v1/keys', { cookie, method: 'POST', body: { name } })).json()
    t.equal((await ask(service, '/api/v1/me', { key: created.key })).status, 200)
    const used = performance.now()
    const lastUse = async () => (await ask(service, `/api/v1/keys/${created.id}`, { cookie })).json().last_used_at
    // Rarely enough for the session's limit.
    await until(async () => typeof (await lastUse()) === 'string', 100)
    const elapsed = performance.now() - used
    t.ok(elapsed < 3_000, `${elapsed} ms`)
  }
})

const uses = (count: number) =>
  Array.from({ length: count }, (_, at) => {
    const key = { keyId: `key ${at}`, accountId: 'an account', atMs: 7_200_001 }
    return { outcome: 'admitted', key, counts: true, cost: 1, windows: [] } as never
  })

t.test('only a key’s first use is written early', t => {
  const log = new ActivityLog()
  log.record(uses(1))
  t.match(log.drainNew(), [{ keyId: 'key 0' }])
  log.record(uses(2))
  t.match(log.drainNew(), [{ keyId: 'key 1' }], 'the first key waits for the normal flush')
  t.match(log.drain().activities, [{ keyId: 'key 0' }])
  t.end()
})

t.test('a flood of new keys is written early up to one statement’s worth', t => {
  const log = new ActivityLog()
  log.record(uses(MOST_NEW + 100))
  t.equal(log.drainNew().length, MOST_NEW)
  t.same(log.drainNew(), [])
  t.equal(log.drain().activities.length, 100, 'the others follow with the normal flush')
  t.end()
})

t.test('a first use that could not be written early is written by the next flush', async t => {
  const app = await build(t)
  const alice = await signIn('pro')
  const { id, key } = await createKey(app, alice)
  await sql`alter table key_activity rename to elsewhere`.execute(app.db)
  await useKey(app, key)
  await app.runJob('first_uses')
  await sql`alter table elsewhere rename to key_activity`.execute(app.db)
  await app.runJob('activity')
  t.match((await call(app, { as: alice, url: `/api/v1/keys/${id}` })).json(), { last_used_at: /T/ })
})

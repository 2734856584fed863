import { sql } from 'kysely'
import t from 'tap'
import { operator } from '../../auth/actor.ts'
import { resetWindows } from '../../db/account/reset.ts'
import { build, createKey, revoke, useKey } from '../kit/app.ts'
import { signIn } from '../kit/people.ts'

/** Statements that anyone with the database password could run. */
const ATTEMPTS = [
  'update api_keys set revoked_at = null, revoked_by = null, revocation_reason = null',
  "update api_keys set digest = sha256('another key')",
  "update api_keys set revocation_reason = 'nothing to see here'",
  "update api_keys set name = 'x'",
  "update api_keys set expires_at = now() + interval '1 year'",
  'delete from api_keys',
  'truncate api_keys',
  'truncate api_keys cascade',
  'truncate accounts cascade',
]

t.test('SQL cannot change or remove the row of a revoked key', async t => {
  const app = await build(t)
  const alice = await signIn('pro')
  const { id, key } = await createKey(app, alice)
  await revoke(app, alice, id, 'leaked')
  const before = await app.db.selectFrom('api_keys').selectAll().execute()
  for (const attempt of [...ATTEMPTS, 'set session_replication_role = replica', ...ATTEMPTS]) {
    if (attempt.startsWith('set')) await sql.raw(attempt).execute(app.db)
    else await t.rejects(sql.raw(attempt).execute(app.db), { code: '23001', message: /is final/ }, attempt)
  }
  t.same(await app.db.selectFrom('api_keys').selectAll().execute(), before)
  t.equal((await useKey(app, key)).statusCode, 401)
})

t.test('the digest of a revoked key cannot be given to another row', async t => {
  const app = await build(t)
  const alice = await signIn('pro')
  const [dead, alive] = [await createKey(app, alice), await createKey(app, alice)]
  await revoke(app, alice, dead.id)
  const move = sql`update api_keys set digest = (select digest from api_keys where id = ${dead.id}) where id = ${alive.id}`
  await t.rejects(move.execute(app.db), { code: '23505' })
  t.equal((await useKey(app, dead.key)).statusCode, 401)
})

t.test('events can be added to the history, but never changed', async t => {
  const app = await build(t)
  const alice = await signIn('pro')
  const { id } = await createKey(app, alice)
  await revoke(app, alice, id, 'leaked')
  await resetWindows(app.db, alice.accountId, { actor: operator('req_1'), reason: null })
  await sql`insert into plan_events (plan, action, actor, details, request_id)
    values ('pro', 'change_plan', 'operator', '{}', 'req_1')`.execute(app.db)
  for (const attempt of [
    "update audit_events set actor = 'user:other'",
    'delete from audit_events',
    'truncate audit_events',
    "update account_events set actor = 'user:other'",
    'delete from account_events',
    'truncate account_events',
    "update plan_events set actor = 'user:other'",
    'delete from plan_events',
    'truncate plan_events',
  ])
    await t.rejects(sql.raw(attempt).execute(app.db), { code: '23001', message: /the history is final/ }, attempt)
  t.equal((await app.db.selectFrom('audit_events').selectAll().execute()).length, 2)
})

t.test('a key that is not revoked can be renamed and removed with SQL', async t => {
  const app = await build(t)
  await createKey(app, await signIn('pro'))
  await sql`update api_keys set name = 'renamed'`.execute(app.db)
  await sql`delete from api_keys`.execute(app.db)
  t.same(await app.db.selectFrom('api_keys').selectAll().execute(), [])
})

import { sql } from 'kysely'
import t, { type Test } from 'tap'
import type { Database } from '../../db/connection/client.ts'
import { type App, build, call, createKey, useKey } from '../kit/app.ts'
import { isWaiting, needsPostgres, ownConnection } from '../kit/database.ts'
import { reopenEarlierFunctions } from '../kit/earlier-release.ts'
import { type Person, signIn } from '../kit/people.ts'
import { until } from '../kit/until.ts'

interface Life {
  id: string
  key: string
}

/** An app with a key that expires soon, and a connection for updates that take any time. */
async function scene(t: Test, seconds = 1) {
  const app = await build(t)
  const alice = await signIn('pro')
  const life = await createKey(app, alice)
  await expiresIn(app.db, life, seconds)
  return { app, alice, life, own: ownConnection(t, app) }
}

const expiresIn = (db: Database, { id }: Life, seconds: number) =>
  sql`update api_keys set expires_at = now() + make_interval(secs => ${seconds}::float) where id = ${id}`.execute(db)
const update = (app: App, as: Person, { id }: Life, payload: object) =>
  call(app, { as, method: 'PATCH', url: `/api/v1/keys/${id}`, payload })
const read = async (app: App, as: Person, { id }: Life) => (await call(app, { as, url: `/api/v1/keys/${id}` })).json()
const statusOf = async (app: App, { key }: Life) => (await useKey(app, key)).statusCode

async function looksExpired(db: Database, { id }: Life) {
  const { rows } = await sql<{ expired: boolean }>`select expires_at <= now() as expired from api_keys
    where id = ${id}`.execute(db)
  return rows[0]?.expired === true
}

const undecided = async (app: App) =>
  Number(/outcome="undecided"} (\d+)/.exec((await app.inject('/metrics')).body)?.[1] ?? 0)

t.test(...needsPostgres('a key that looks expired is 503 while an update of its expiry is not committed'), async t => {
  const { app, alice, life, own } = await scene(t)
  const other = await createKey(app, alice)
  await own.transaction().execute(async trx => {
    await sql`update api_keys set expires_at = null where id = ${life.id}`.execute(trx)
    t.equal(await statusOf(app, life), 200, 'it has not expired yet')
    await until(() => looksExpired(app.db, life))
    const [looks, works] = await Promise.all([useKey(app, life.key), useKey(app, other.key)])
    t.equal(looks.statusCode, 503)
    t.equal(looks.headers['retry-after'], '1')
    t.equal(works.statusCode, 200, 'other keys of the same batch are not affected')
    t.equal(await undecided(app), 1)
  })
  t.equal(await statusOf(app, life), 200, 'the update was committed')
})

t.test(...needsPostgres('after an update is rolled back, the key is 401'), async t => {
  const { app, life, own } = await scene(t)
  const rolledBack = own.transaction().execute(async trx => {
    await sql`update api_keys set expires_at = null where id = ${life.id}`.execute(trx)
    await until(() => looksExpired(app.db, life))
    t.equal(await statusOf(app, life), 503)
    throw new Error('never mind')
  })
  await t.rejects(rolledBack, { message: 'never mind' })
  t.equal(await statusOf(app, life), 401)
})

t.test(...needsPostgres('a statement that began before an update committed does not report its key'), async t => {
  const { app, alice, life, own } = await scene(t)
  const { rows } = await sql<{ text: string }>`
    select pg_get_functiondef('confirm_expiry'::regproc) as text`.execute(app.db)
  // Waits for the transaction below before it requests the lock, like a statement that is frozen there.
  const frozen = rows[0]?.text.replace('begin\n', 'begin perform pg_advisory_xact_lock(1);\n') as string
  await sql.raw(frozen).execute(app.db)
  const use = await own.transaction().execute(async trx => {
    await sql`select pg_advisory_xact_lock(1)`.execute(trx)
    await sql`update api_keys set expires_at = null where id = ${life.id}`.execute(trx)
    await until(() => looksExpired(app.db, life))
    const asked = useKey(app, life.key)
    await until(() => isWaiting(trx as Database))
    return { asked }
  })
  t.equal((await use.asked).statusCode, 503)
  t.equal((await read(app, alice, life)).status, 'active')
  t.equal(await statusOf(app, life), 200)
})

t.test('no SQL statement moves the expiry of an expired key later', async t => {
  const { app, life } = await scene(t, 0)
  const refused = { code: '23001', constraint: 'expired_keys_stay_expired' }
  for (const later of ['null', "now() + interval '1 day'", "expires_at + interval '1 microsecond'", "'infinity'"]) {
    const revive = sql`update api_keys set expires_at = ${sql.raw(later)} where id = ${life.id}`
    await t.rejects(revive.execute(app.db), refused, later)
    await t.rejects(
      app.db.transaction().execute(async trx => {
        await sql`set local session_replication_role = replica`.execute(trx)
        await revive.execute(trx)
      }),
      refused,
      `${later}, as a replica`,
    )
  }
  await sql`update api_keys set expires_at = expires_at - interval '1 day' where id = ${life.id}`.execute(app.db)
  await sql`update api_keys set name = 'another' where id = ${life.id}`.execute(app.db)
  t.equal(await statusOf(app, life), 401)
})

t.test(
  ...needsPostgres('an update that waited until its key expired is 409 and changes nothing', { timeout: 120_000 }),
  async t => {
    const { app, alice, own } = await scene(t)
    // On a busy machine the update may come too late to wait, or wait too long. Then try another key.
    for (let tries = 0; tries < 20; tries++) {
      const life = await createKey(app, alice)
      const lock = sql`uuid_hash_extended(${life.id}::uuid, 0)`
      await sql`select pg_advisory_lock_shared(${lock})`.execute(own)
      await expiresIn(app.db, life, 0.25)
      let isAnswered = false
      const updated = update(app, alice, life, { expires_at: null, name: 'revived' }).finally(() => {
        isAnswered = true
      })
      await until(async () => isAnswered || (await isWaiting(own)))
      const hasWaited = !isAnswered
      await until(() => looksExpired(own, life))
      await sql`select pg_advisory_unlock_shared(${lock})`.execute(own)
      const reply = await updated
      if (!hasWaited || reply.statusCode === 503) continue
      t.equal(reply.statusCode, 409)
      t.equal(reply.json().error.code, 'key_expired')
      t.match(await read(app, alice, life), { status: 'expired', name: 'a key' })
      return t.equal(await statusOf(app, life), 401)
    }
    return t.fail('no update waited until its key expired')
  },
)

t.test(...needsPostgres('reporting an expiry leaves no lock behind'), async t => {
  const { app, life } = await scene(t, 0)
  t.equal(await statusOf(app, life), 401)
  const { rows } = await sql`select from pg_locks where locktype = 'advisory' and database =
    (select oid from pg_database where datname = current_database())`.execute(app.db)
  t.same(rows, [])
})

const EARLIER = {
  authorize_scoped_uses: `'{1}', array[null], array[null], '{pro}', '{10}', '{10}'`,
  authorize_uses: `'{1}', array[null], '{pro}', '{10}', '{10}'`,
  authorize_requests: `'{1}', '{""}', '{pro}', '{10}', '{10}'`,
}

t.test(...needsPostgres('instances of earlier releases report no key whose expiry is being changed'), async t => {
  const { app, life, own } = await scene(t, 600)
  await reopenEarlierFunctions(own, Object.keys(EARLIER))
  await expiresIn(own, life, 1)
  const verdict = (name: string, rest: string) =>
    sql<{ verdict: string }>`select verdict from ${sql.raw(name)}(
      array[(select encode(digest, 'hex') from api_keys where id = ${life.id})], ${sql.raw(rest)})`.execute(app.db)
  const rolledBack = own.transaction().execute(async trx => {
    await sql`update api_keys set expires_at = null where id = ${life.id}`.execute(trx)
    await until(() => looksExpired(app.db, life))
    for (const [name, rest] of Object.entries(EARLIER)) await t.rejects(verdict(name, rest), { code: '40001' }, name)
    throw new Error('never mind')
  })
  await t.rejects(rolledBack, { message: 'never mind' })
  for (const [name, rest] of Object.entries(EARLIER))
    t.same((await verdict(name, rest)).rows, [{ verdict: 'expired' }], name)
})

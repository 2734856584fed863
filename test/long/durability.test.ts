import { onCluster } from '../kit/cluster.ts'
import { ask } from '../kit/http.ts'
import { signIn } from '../kit/people.ts'
import { start } from '../kit/service.ts'

const KEYS = 20

onCluster(
  "a revocation is on disk when it is answered, whatever the server's durability settings",
  async (t, cluster) => {
    // The server writes unflushed data so rarely that the crash below certainly loses it.
    await cluster.query(
      'alter system set synchronous_commit = off',
      "alter system set wal_writer_delay = '10s'",
      'select pg_reload_conf()',
    )
    const service = await start(t, { DATABASE_URL: cluster.url, LOG_LEVEL: 'error' })
    const { cookie } = await signIn('pro')
    const ids: string[] = []
    for (let at = 0; at < KEYS; at++) {
      const reply = await ask(service, '/api/v1/keys', { cookie, method: 'POST', body: { name: 'a key' } })
      ids.push(reply.json().id)
    }
    const revoke = (id: string) =>
      ask(service, `/api/v1/keys/${id}`, { cookie, method: 'DELETE', body: { reason: 'x' } })
    for (const id of ids) t.equal((await revoke(id)).status, 200)
    t.equal((await revoke(ids[0] ?? '')).json().message, 'API key was already revoked')
    await cluster.query("insert into accounts (id, tier) values (gen_random_uuid(), 'free')")
    await cluster.crash()
    await cluster.restart()

    const [{ revoked }] = await cluster.query(
      'select count(*)::int as revoked from api_keys where revoked_at is not null',
    )
    t.equal(revoked, KEYS, 'every revocation is there')
    const [{ repeats }] = await cluster.query(
      "select count(*)::int as repeats from audit_events where action = 'revoke_repeated'",
    )
    t.equal(repeats, 1, 'and the repeat, which is answered like one')
    const [{ accounts }] = await cluster.query('select count(*)::int as accounts from accounts')
    t.equal(accounts, 1, 'an ordinary commit was lost: the proof can fail')
  },
)

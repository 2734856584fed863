import { sql } from 'kysely'
import t from 'tap'
import { openDatabase } from '../../db/connection/client.ts'
import { EXHAUSTIVE } from '../kit/exhaustive.ts'
import { ask } from '../kit/http.ts'
import { type Person, signIn } from '../kit/people.ts'
import { preparedFolder, type Service, start } from '../kit/service.ts'

const LIMIT = 50
const KEYS = 40
const CLIENTS = 16
const REQUESTS = EXHAUSTIVE ? 3_000 : 300

t.test('a flood of repeated revocations leaves a bounded number of events and lines', { timeout: 120_000 }, async t => {
  const DATA_DIR = await preparedFolder(t)
  const service = await start(t, { DATA_DIR, LOG_LEVEL: 'warn', SESSION_LIMIT_PER_MINUTE: String(LIMIT) })
  const alice = await signIn('pro')
  const ids: string[] = []
  for (let at = 0; at < KEYS; at++) ids.push((await post(service, alice, '/api/v1/keys', { name: 'k' })).json().id)
  const revoked = await post(service, alice, '/api/v1/keys/revocations', { ids })
  t.match(revoked.json(), { revoked: KEYS, complete: true })

  const [begun, heard] = [Date.now(), service.output.length]
  const statuses = new Map<number, number>()
  let asked = 0
  async function flood() {
    while (asked < REQUESTS) {
      const many = asked++ % 2 === 0
      const { status } = many
        ? await post(service, alice, '/api/v1/keys/revocations', { ids })
        : await ask(service, `/api/v1/keys/${ids[asked % KEYS]}`, { method: 'DELETE', cookie: alice.cookie })
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
  }
  await Promise.all(Array.from({ length: CLIENTS }, flood))
  const minutes = Math.floor(Date.now() / 60_000) - Math.floor(begun / 60_000) + 1
  t.same([...statuses.keys()].sort(), [200, 429])
  t.ok((statuses.get(200) ?? 0) >= REQUESTS / 2, 'every DELETE is 200')

  const { code, output } = await service.end()
  t.equal(code, 0)
  const lines = output.slice(heard).split('keyward.revoked').length - 1
  t.ok(lines <= REQUESTS / 2 + minutes * LIMIT * KEYS, `${lines} lines`)
  const db = await openDatabase({ dataDir: DATA_DIR, databasePoolMax: 1 })
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from audit_events
    where action = 'revoke_repeated'`.execute(db)
  await db.destroy()
  const [events] = rows.map(({ count }) => count)
  t.ok(Number(events) <= minutes * LIMIT, `${events} events`)
})

const post = (service: Service, { cookie }: Person, path: string, body: object) =>
  ask(service, path, { method: 'POST', cookie, body })

import { spawnSync } from 'node:child_process'
import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import tap from 'tap'
import { Cluster, hasPostgres } from '../kit/cluster.ts'
import { onlyExhaustive } from '../kit/exhaustive.ts'
import { ask } from '../kit/http.ts'
import { roomInTheMinute } from '../kit/minute.ts'
import { type Person, SECRET, signIn } from '../kit/people.ts'
import { Program, ROOT } from '../kit/process.ts'
import { dataFolder, run, type Service, start } from '../kit/service.ts'
import { unless } from '../kit/unless.ts'

/**
 * A version with three migrations, whose authorize function has been replaced since. It runs on this version's packages
 * and on @fastify/compress, which is kept for it.
 */
const BEFORE = '4812283'

const hasCommit = spawnSync('git', ['cat-file', '-e', `${BEFORE}^{commit}`], { cwd: ROOT }).status === 0
const missing =
  onlyExhaustive('starting a server takes a while') ||
  (!hasPostgres && 'PostgreSQL is not installed') ||
  (!hasCommit && `the history of git is too shallow to have ${BEFORE}`)

const create = async (service: Service, { cookie }: Person): Promise<{ id: string; key: string }> =>
  (await ask(service, '/api/v1/keys', { cookie, method: 'POST', body: { name: 'a key' } })).json()

const revoke = (service: Service, { cookie }: Person, id: string) =>
  ask(service, `/api/v1/keys/${id}`, { cookie, method: 'DELETE', body: { reason: 'upgrade' } })

tap.test(...unless(missing, 'the version before serves beside this one, on the tables of this one'), async t => {
  const cluster = await Cluster.start(t)
  const env = { DATABASE_URL: cluster.url, PORT: '0', SUPABASE_JWT_SECRET: SECRET, LOG_LEVEL: 'warn' }
  const cwd = await dataFolder(t)
  const unpack = new Program(t, ['sh', '-c', `git archive ${BEFORE} | tar -x -C ${cwd}`])
  t.equal((await unpack.ended).code, 0)
  await symlink(join(ROOT, 'node_modules'), join(cwd, 'node_modules'))

  // The old version does not start on a newer schema, so it runs first, and this version's first start migrates the
  // database under it.
  const serve = async (DATABASE_URL: string) => {
    const program = new Program(t, [process.execPath, 'server.ts'], { cwd, env: { ...env, DATABASE_URL } })
    return Object.assign(program, { url: await program.written(/keyward listens on (http:[^\s"]+)["\n]/) })
  }
  const before = await serve(cluster.url)
  const overlooked = await serve(`${cluster.url}?application_name=overlooked`)
  const applied = 'select count(*)::int as migrations from keyward_migration'
  const [{ migrations }] = await cluster.query(applied)
  const after = await start(t, env)
  t.ok((await cluster.query(applied))[0].migrations > migrations, 'the tables are newer than it')

  const alice = await signIn('pro')
  for (const [one, other] of [
    [before, after],
    [after, before],
  ] as const) {
    const { id, key } = await create(one, alice)
    for (const service of [one, other]) t.equal((await ask(service, '/api/v1/me', { key })).status, 200)
    const rename = { cookie: alice.cookie, method: 'PATCH', body: { name: 'renamed' } }
    t.equal((await ask(other, `/api/v1/keys/${id}`, rename)).status, 200)
    t.equal((await revoke(one, alice, id)).json().message, 'API key revoked successfully')
    for (const service of [other, one]) t.equal((await ask(service, '/api/v1/me', { key })).status, 401)
    t.equal((await revoke(other, alice, id)).json().message, 'API key was already revoked')
    for (const service of [one, other]) {
      const { data } = (await ask(service, `/api/v1/audit-events?key_id=${id}`, { cookie: alice.cookie })).json()
      t.same(
        data.map(({ action }: { action: string }) => action),
        ['revoke_repeated', 'revoke', 'rename', 'create'],
      )
    }
  }

  const bob = await signIn('free')
  const { key } = await create(after, bob)
  await roomInTheMinute()
  const uses = []
  for (let used = 0; used < 7; used++)
    for (const service of [before, after]) uses.push((await ask(service, '/api/v1/me', { key })).status)
  t.same(uses, [...Array(10).fill(200), ...Array(4).fill(429)], 'they count in the same windows')

  const finish = () => run(t, 'cli/migrate.ts', { DATABASE_URL: cluster.url }, { args: ['--finish'] }).ended
  t.match(await finish(), { code: 1, output: /another release are connected: keyward \(\d+\)/ })
  t.equal((await before.end('SIGTERM')).code, 0)
  t.notMatch(before.output, /"level":[4-6]0/, 'and nothing went wrong')

  const { key: another } = await create(after, alice)
  for (const service of [overlooked, after]) t.equal((await ask(service, '/api/v1/me', { key: another })).status, 200)
  t.match(await finish(), { code: 0, output: 'features of this release: open' })
  for (let at = 0; at < 3; at++) {
    t.equal((await ask(overlooked, '/api/v1/me', { key: another })).status, 503, 'an overlooked one decides nothing')
    t.equal((await ask(after, '/api/v1/me', { key: another })).status, 200)
  }

  t.equal((await after.end('SIGTERM')).code, 0)
  t.notMatch(after.output, /"level":[4-6]0/, 'and nothing went wrong')
})

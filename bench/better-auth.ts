import { execFileSync } from 'node:child_process'
import { copyFile, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onServer, seeded } from './databases.ts'
import { atTheirBest, file, forwardAuth, keyward, withServers } from './loads.ts'
import { rate, ratio, told } from './report.ts'
import { startServer } from './servers.ts'
import { load } from './wrk.ts'

/** Its plug-in names peers that do not fit each other, hence the flag. */
const PACKAGES = ['better-auth@1.7.5', '@better-auth/api-key@1.7.5', '@better-auth/core@1.7.5', 'fastify@5', 'pg@8']
const INSTALL = ['install', '--legacy-peer-deps', '--no-audit', '--no-fund', '--silent', ...PACKAGES]

/** Installs the library in a folder of its own, and starts a server there, on a database of its own. */
async function startTheirs(folder: string, server: string) {
  const script = join(folder, 'server.mjs')
  await writeFile(join(folder, 'package.json'), '{"private":true}')
  await copyFile(file('better-auth-server.mjs'), script)
  execFileSync('npm', INSTALL, { cwd: folder, stdio: 'inherit' })
  await onServer(server, 'drop database if exists keyward_bench_better_auth')
  await onServer(server, 'create database keyward_bench_better_auth')
  const url = new URL(server)
  url.pathname = '/keyward_bench_better_auth'
  const keys = join(folder, 'keys.txt')
  return { ...(await startServer(script, { DATABASE_URL: url.href, KEYS: keys })), keys }
}

/** `npm run bench:better-auth`: keyward's decision about a key against that of the nearest library, in turns. */
async function main() {
  const { DATABASE_URL } = process.env
  if (!DATABASE_URL) throw new Error('set DATABASE_URL to a PostgreSQL server on which databases may be made')
  const folder = await mkdtemp(join(tmpdir(), 'keyward-bench-'))
  const database = await seeded(folder, 'small', 10_000)
  const theirs = await startTheirs(folder, DATABASE_URL)
  const ours = await keyward(database)
  await withServers([theirs, ours], async () => {
    const [a, b] = await atTheirBest(
      options => forwardAuth(ours, database, options),
      options =>
        load(`${theirs.url}/forward-auth`, { ...options, script: file('random-keys.lua'), args: [theirs.keys] }),
    )
    if (!a || !b) throw new Error('a load is missing')
    process.stdout.write(`keyward: ${rate(a.rate)} (${told(a)})\nbetter-auth: ${rate(b.rate)} (${told(b)})\n`)
    process.stdout.write(`keyward / better-auth: ${ratio(a.rate, b.rate)}\n`)
  })
}

await main()

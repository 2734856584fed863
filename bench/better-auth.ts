import { execFileSync } from 'node:child_process'
import { copyFile, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onServer, seeded } from './databases.ts'
import { atTheirBest, file, forwardAuth, keyward, withServers } from './loads.ts'
import { detailsOf, rate, ratio } from './report.ts'
import { startServer } from './servers.ts'
import { load } from './wrk.ts'

/** The plug-in's peer dependencies conflict, so the flag is needed. */
const PACKAGES = ['better-auth@1.7.5', '@better-auth/api-key@1.7.5', '@better-auth/core@1.7.5', 'fastify@5', 'pg@8']
const INSTALL = ['install', '--legacy-peer-deps', '--no-audit', '--no-fund', '--silent', ...PACKAGES]

/** Installs the library in a separate folder, and starts a server there with its own database. */
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

/** `npm run bench:better-auth`: compares keyward's decision about a key with that of the most similar library. */
async function main() {
  const { DATABASE_URL } = process.env
  if (!DATABASE_URL) throw new Error('set DATABASE_URL to a PostgreSQL server on which databases can be created')
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
    process.stdout.write(`keyward: ${rate(a.rate)} (${detailsOf(a)})\nbetter-auth: ${rate(b.rate)} (${detailsOf(b)})\n`)
    process.stdout.write(`keyward / better-auth: ${ratio(a.rate, b.rate)}\n`)
  })
}

await main()

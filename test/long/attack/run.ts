import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { mintSession } from '../../../auth/mint-session.ts'
import { SECRET, type Server, startServer } from '../../../bench/servers.ts'
import { ROOT } from '../../kit/process.ts'
import { ask, type Target, targetsOf } from './targets.ts'

const run = promisify(execFile)
const TOKEN = 'the token of the operators and services of this run'
const UNLIMITED = '1000000000'
const CONNECTIONS = 500
const SECONDS = 60
/** How an attacker may be slow: with headers, with a body, and in reading. */
const SLOWNESS = { headers: ['-H'], body: ['-B'], reading: ['-X', '-w', '10', '-y', '20', '-n', '5', '-z', '32'] }

/** sqlmap reads further targets from standard input unless it is a terminal, so it gets one. */
async function sqlmap({ name, args }: Target, folder: string) {
  const options = `--batch --flush-session --output-dir=${folder} --level=3 --risk=2 --dbms=PostgreSQL --threads=4
    --timeout=20 --ignore-code=400,401,403,404,409,422`.split(/\s+/)
  const command = ['sqlmap', ...options, ...args].map(word => `'${word.replaceAll("'", `'\\''`)}'`).join(' ')
  const { stdout } = await run('script', ['-qec', command, '/dev/null'], { maxBuffer: 1e8 })
  const result = /is vulnerable|injectable with/.test(stdout.replace(/do(?:es)? not .*injectable/g, ''))
  if (!/not (?:appear|seem) to be injectable/.test(stdout)) throw new Error(`sqlmap did not test ${name}: ${stdout}`)
  return `| sqlmap: ${name} | ${result ? '**injectable**' : 'not injectable'} |`
}

async function wapiti(url: string, folder: string, cookie: string) {
  const report = join(folder, 'wapiti.json')
  const options = [
    '--scope',
    'folder',
    '--flush-session',
    '-f',
    'json',
    '-o',
    report,
    '--max-scan-time',
    '180',
    '-H',
    `Cookie: ${cookie}`,
  ]
  await run('wapiti', ['-u', `${url}/`, '-s', `${url}/docs/`, '-s', `${url}/api/v1/keys?q=a`, ...options], {
    maxBuffer: 1e8,
  })
  const { vulnerabilities } = JSON.parse(await readFile(report, 'utf8')) as Findings
  const found = Object.values(vulnerabilities).flat()
  return `| wapiti | ${found.length === 0 ? 'nothing found' : [...new Set(found.map(({ info }) => info))].join('; ')} |`
}

interface Findings {
  vulnerabilities: Record<string, { info: string }[]>
}

/** Slow clients, with another client whose requests are timed. */
async function slow(url: string, how: keyof typeof SLOWNESS, cookie: string) {
  const target = how === 'reading' ? `${url}/docs/static/swagger-ui-bundle.js` : `${url}/api/v1/keys`
  const args = [
    ...SLOWNESS[how],
    '-c',
    String(CONNECTIONS),
    '-r',
    '200',
    '-l',
    String(SECONDS),
    '-i',
    '5',
    '-p',
    '2',
    '-u',
    target,
  ]
  let ended = false
  const attack = run('slowhttptest', args, { maxBuffer: 1e8 }).finally(() => {
    ended = true
  })
  const times: number[] = []
  while (!ended) times.push(await ask(`${url}/api/v1/session`, cookie))
  await attack
  const p99 = times.sort((a, b) => a - b).at(Math.floor(times.length * 0.99)) ?? Number.NaN
  const refused = times.filter(time => time === Number.POSITIVE_INFINITY).length
  return `| slowhttptest: ${CONNECTIONS} connections, slow ${how} | ${times.length} requests of another client: ${refused} failed, p99 ${Math.round(p99)} ms |`
}

async function attacks(server: Server, folder: string) {
  const session = { personId: randomUUID(), sessionId: randomUUID(), tier: 'pro', seconds: 3600 } as const
  const cookie = `sb-access-token=${await mintSession(SECRET, session)}`
  const lines: string[] = []
  const say = (line: string) => {
    process.stdout.write(`${line}\n`)
    lines.push(line)
  }
  for (const target of await targetsOf(server.url, cookie, TOKEN)) say(await sqlmap(target, folder))
  say(await wapiti(server.url, folder, cookie))
  for (const how of Object.keys(SLOWNESS) as (keyof typeof SLOWNESS)[]) say(await slow(server.url, how, cookie))
  return lines
}

/** `npm run test:attack`: attack tools against a running keyward. */
async function main() {
  const folder = await mkdtemp(join(tmpdir(), 'keyward-attack-'))
  const limits = { SESSION_LIMIT_PER_MINUTE: UNLIMITED, ANONYMOUS_LIMIT_PER_MINUTE: UNLIMITED }
  const server = await startServer(join(ROOT, 'server.ts'), {
    DATA_DIR: folder,
    ADMIN_TOKEN: TOKEN,
    VERIFY_TOKEN: TOKEN,
    ...limits,
  })
  const lines = await attacks(server, folder).finally(server.stop)
  await writeFile(join(ROOT, 'bench/ATTACKS.md'), report(lines))
}

const report = (lines: readonly string[]) => `# Attacks

Measured by \`npm run test:attack\` on ${new Date().toISOString().slice(0, 10)}: one instance with the embedded database, attacked
by Debian's sqlmap, wapiti and slowhttptest. keyward leaves HSTS to the proxy ([docs/asvs.md](../docs/asvs.md)). X-XSS-Protection
is obsolete: the Content-Security-Policy replaces it.

| attack | result |
|---|---|
${lines.join('\n')}
`

await main()

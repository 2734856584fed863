import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { ready, shell } from '../kit/commands.ts'
import { onlyExhaustive } from '../kit/exhaustive.ts'
import { ask } from '../kit/http.ts'
import { freePort, Program, ROOT } from '../kit/process.ts'
import { dataFolder } from '../kit/service.ts'
import { unless } from '../kit/unless.ts'
import { read } from '../project/files.ts'

const missing = onlyExhaustive('it installs the packages of the image')
const dockerfile = read('Dockerfile')
const found = (pattern: RegExp) => pattern.exec(dockerfile)?.[1] ?? ''

// The steps of the Dockerfile without a container engine: its install, its start and its health check, on a copy of the
// files in git.
t.test(...unless(missing, 'the parts of the image work: what it installs, starts and asks for its health'), async t => {
  const cwd = join(await dataFolder(t), 'image')
  const copy = `mkdir ${cwd} && git archive HEAD | tar -x -C ${cwd}`
  t.equal((await shell(t, copy, ROOT).ended).code, 0)
  for (const folder of ['test', 'bench']) await rm(join(cwd, folder), { recursive: true })
  const install = found(/^RUN (npm ci .*) && /m)
  t.match(install, 'npm ci')
  t.equal((await shell(t, install, cwd, { NODE_ENV: 'production' }).ended).code, 0)

  const port = await freePort()
  const SUPABASE_JWT_SECRET = randomBytes(32).toString('hex')
  const env = {
    NODE_ENV: 'production',
    HOST: '0.0.0.0',
    PORT: String(port),
    DATA_DIR: join(cwd, 'data'),
    SUPABASE_JWT_SECRET,
  }
  const commandOf = (json: string) => (JSON.parse(json) as string[]).with(0, process.execPath)
  const health = () => new Program(t, commandOf(found(/^HEALTHCHECK.*?^ +CMD (.*?)$/ms)), { cwd, env }).ended
  const service = new Program(t, commandOf(found(/^CMD (\[.*\])$/m)), { cwd, env })
  await ready(port, service)
  t.equal((await health()).code, 0, 'it says that it is well')
  for (const path of [
    '/client/keyward-keys.js',
    ...(await linkedFrom(port, '/')),
    ...(await linkedFrom(port, '/docs/')),
  ])
    t.equal((await ask({ port }, path)).status, 200, path)
  t.equal((await service.end('SIGTERM')).code, 0)
  t.equal((await health()).code, 1, 'and that it is not, when it is gone')
})

/** A page and its links to the same server. */
async function linkedFrom(port: number, page: string): Promise<string[]> {
  const base = new URL(page, `http://127.0.0.1:${port}`)
  const { body } = await ask({ port }, page)
  const links = [...body.matchAll(/\b(?:href|src)="([^"]+)"/g)].map(([, link = '']) => new URL(link, base))
  const own = links.filter(({ origin }) => origin === base.origin)
  if (own.length === 0) throw new Error(`${page} links to nothing`)
  return [page, ...own.map(({ pathname, search }) => pathname + search)]
}

import { chmod, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { onlyExhaustive } from '../kit/exhaustive.ts'
import { installed, Program } from '../kit/process.ts'
import { unless } from '../kit/unless.ts'
import { type Kind, open, type Setup } from './harness.ts'
import { keepsItsPromises } from './promises.ts'

const CONFIGURATION = new URL('../../gateway/nginx.conf', import.meta.url)

/** The file as it is shipped, but for its ports and paths. */
async function configure({ folder, gatewayPort, upstreamPort, keywardPorts }: Setup) {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    name => `${name}_temp_path ${join(folder, name)};`,
  )
  const text = await readFile(CONFIGURATION, 'utf8')
  const instances = keywardPorts.map(port => `server 127.0.0.1:${port} max_fails=0;`)
  return text
    .replace('http {', `http { ${temporary.join(' ')}`)
    .replace(/server 127\.0\.0\.1:3000 max_fails=0;/, instances.join(' '))
    .replace(/server 127\.0\.0\.1:3001 max_fails=0;/, '')
    .replace('127.0.0.1:9000', `127.0.0.1:${upstreamPort}`)
    .replace('listen 8080;', `listen 127.0.0.1:${gatewayPort};`)
    .replace('/dev/stdout', join(folder, 'access.log'))
    .replace('error_log stderr', `error_log ${join(folder, 'error.log')}`)
}

const nginx: Kind = {
  name: 'nginx',
  uriHeader: 'X-Original-URI',
  takesQuery: true,
  async start(t, setup) {
    const file = join(setup.folder, 'nginx.conf')
    await writeFile(file, await configure(setup))
    await chmod(setup.folder, 0o711) // started by root, its workers are somebody else
    const command = ['nginx', '-c', file, '-g', `daemon off; pid ${join(setup.folder, 'nginx.pid')};`]
    // Killed, it would leave its workers behind.
    return new Program(t, command, { lastSignal: 'SIGTERM' })
  },
  logs: folder => [join(folder, 'access.log'), join(folder, 'error.log')],
}

const missing = onlyExhaustive('a gateway takes a while') || (!installed('nginx') && 'nginx is not installed')

t.test(...unless(missing, 'nginx asks about every request'), async t => {
  await keepsItsPromises(t, await open(t, nginx))
})

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { onlyExhaustive } from '../kit/exhaustive.ts'
import { installed, Program } from '../kit/process.ts'
import { unless } from '../kit/unless.ts'
import { type Kind, open, type Setup } from './harness.ts'
import { keepsItsPromises } from './promises.ts'

const CONFIGURATION = new URL('../../gateway/Caddyfile', import.meta.url)

/** The shipped file with other ports and addresses. */
async function configure({ gatewayPort, upstreamPort, keywardPorts }: Setup) {
  const text = await readFile(CONFIGURATION, 'utf8')
  return text
    .replaceAll('127.0.0.1:3000 127.0.0.1:3001', keywardPorts.map(port => `127.0.0.1:${port}`).join(' '))
    .replaceAll('127.0.0.1:9000', `127.0.0.1:${upstreamPort}`)
    .replace('http://:8080 {', `http://:${gatewayPort} {\n\tbind 127.0.0.1`)
}

const caddy: Kind = {
  name: 'caddy',
  uriHeader: 'X-Forwarded-Uri',
  takesQuery: false,
  async start(t, setup) {
    const file = join(setup.folder, 'Caddyfile')
    await writeFile(file, await configure(setup))
    const env = { HOME: setup.folder, XDG_DATA_HOME: setup.folder, XDG_CONFIG_HOME: setup.folder }
    return new Program(t, ['caddy', 'run', '--config', file, '--adapter', 'caddyfile'], { env })
  },
  logs: () => [],
}

const missing = onlyExhaustive('a gateway takes a while') || (!installed('caddy') && 'Caddy is not installed')

t.test(...unless(missing, 'the Caddy configuration keeps its promises'), async t => {
  await keepsItsPromises(t, await open(t, caddy))
})

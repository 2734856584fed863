import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startNginx } from '../kit/nginx.ts'
import { Program } from '../kit/process.ts'
import type { Kind, Setup } from './harness.ts'

export const nginx: Kind = {
  name: 'nginx',
  uriHeader: 'X-Original-URI',
  takesQuery: true,
  start: startNginx,
  logs: folder => [join(folder, 'access.log'), join(folder, 'error.log')],
}

const CONFIGURATION = new URL('../../gateway/Caddyfile', import.meta.url)

const same = (text: string) => text

/** The shipped file with the operator's changes, and other ports and addresses. */
async function configure({ gatewayPort, upstreamPort, keywardPorts, edit = same }: Setup) {
  return edit(await readFile(CONFIGURATION, 'utf8'))
    .replaceAll('127.0.0.1:3000 127.0.0.1:3001', keywardPorts.map(port => `127.0.0.1:${port}`).join(' '))
    .replaceAll('127.0.0.1:9000', `127.0.0.1:${upstreamPort}`)
    .replace('http://:8080 {', `http://:${gatewayPort} {\n\tbind 127.0.0.1`)
}

export const caddy: Kind = {
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

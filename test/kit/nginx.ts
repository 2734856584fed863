import { chmod, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Test } from 'tap'
import { Program, ROOT } from './process.ts'

interface Setup {
  folder: string
  gatewayPort: number
  upstreamPort: number
  keywardPorts: readonly number[]
  /** What an operator changes in the file. */
  edit?(text: string): string
}

/** nginx with the shipped configuration, in front of these instances and of an upstream that they protect. */
export async function startNginx(t: Test, setup: Setup) {
  const file = join(setup.folder, 'nginx.conf')
  await writeFile(file, await configure(setup))
  await chmod(setup.folder, 0o711) // if root starts it, its workers run as another user
  const command = ['nginx', '-c', file, '-g', `daemon off; pid ${join(setup.folder, 'nginx.pid')};`]
  // A SIGKILL would leave its workers running.
  return new Program(t, command, { lastSignal: 'SIGTERM' })
}

const same = (text: string) => text

/** The file as it is shipped, but for its ports, its paths and the operator's changes. */
async function configure({ folder, gatewayPort, upstreamPort, keywardPorts, edit = same }: Setup) {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    name => `${name}_temp_path ${join(folder, name)};`,
  )
  const text = await readFile(join(ROOT, 'gateway/nginx.conf'), 'utf8')
  const instances = keywardPorts.map(port => `server 127.0.0.1:${port} max_fails=0;`)
  return edit(text)
    .replace('http {', `http { ${temporary.join(' ')}`)
    .replace(/server 127\.0\.0\.1:3000 max_fails=0;/, instances.join(' '))
    .replace(/server 127\.0\.0\.1:3001 max_fails=0;/, '')
    .replace('127.0.0.1:9000', `127.0.0.1:${upstreamPort}`)
    .replace('listen 8080;', `listen 127.0.0.1:${gatewayPort};`)
    .replace('/dev/stdout', join(folder, 'access.log'))
    .replace('error_log stderr', `error_log ${join(folder, 'error.log')}`)
}

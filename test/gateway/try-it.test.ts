import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { commandsBelow, shell } from '../kit/commands.ts'
import { onlyExhaustive } from '../kit/exhaustive.ts'
import { freePort, installed, ROOT } from '../kit/process.ts'
import { dataFolder } from '../kit/service.ts'
import { unless } from '../kit/unless.ts'

const missing = onlyExhaustive('it starts nginx') || (!installed('nginx') && 'nginx is not installed')

t.test(...unless(missing, "the commands of the gateway's README work"), async t => {
  const folder = await dataFolder(t)
  const clone = join(folder, 'clone')
  const prepare = `git clone -q ${ROOT} ${clone} && ln -s ${ROOT}/node_modules ${clone}/node_modules`
  t.equal((await shell(t, prepare, folder).ended).code, 0)
  const ports = new Map([
    ['3000', await freePort()],
    ['8080', await freePort()],
    ['9000', await freePort()],
  ])
  const moved = (text: string) => text.replaceAll(/\b(3000|8080|9000)\b/g, port => String(ports.get(port)))
  const conf = join(clone, 'gateway/nginx.conf')
  await writeFile(conf, moved(await readFile(conf, 'utf8')))
  const sample = join(clone, 'gateway/sample-api.ts')
  await writeFile(sample, moved(await readFile(sample, 'utf8')))
  const [commands = ''] = await commandsBelow('gateway/README.md', '## Try it')
  // Without installing nginx or using sudo, and with a PID file that the test can write.
  const adapted = moved(commands)
    .replace(/^sudo apt-get .*$/m, '')
    .replaceAll('sudo nginx', `nginx -g "pid ${folder}/nginx.pid;"`)
  const env = { PORT: String(ports.get('3000')), DATA_DIR: join(folder, 'data') }
  // nginx opens /dev/stdout, which fails if it is a socket.
  const { code, output } = await shell(t, `{ ${adapted}\n} | cat`, clone, env).ended
  if (!t.equal(code, 0, 'the commands succeed')) t.comment(output)
  t.same(output.match(/^HTTP\/1\.1 \d+|"code":"\w+"/gm), ['HTTP/1.1 200', 'HTTP/1.1 401', '"code":"invalid_api_key"'])
  t.match(output, /document\.cookie = 'sb-access-token=ey/, 'a way to sign in')
  t.notMatch(output, /"msg":"request"/, 'keyward’s log is quiet')
})

import { join } from 'node:path'
import t from 'tap'
import { readmeCommands, ready, shell } from '../kit/commands.ts'
import { onlyExhaustive } from '../kit/exhaustive.ts'
import { freePort, ROOT } from '../kit/process.ts'
import { dataFolder } from '../kit/service.ts'
import { unless } from '../kit/unless.ts'

const missing = onlyExhaustive('it installs every package again')

t.test(...unless(missing, 'a clone that has nothing does what the README says'), async t => {
  const folder = await dataFolder(t)
  const clone = join(folder, 'clone')
  t.equal((await shell(t, `git clone -q ${ROOT} ${clone}`, folder).ended).code, 0)
  const port = await freePort()
  const env = { PORT: String(port) }

  await t.test('it starts', async t => {
    const program = shell(t, await readmeCommands('## Run it', port), clone, env)
    await ready(port, program)
    t.match(program.output, /"sign_in":"http/)
  })

  await t.test('a key is created, used and revoked, and then rejected', async t => {
    // A shell with job control, like a person's: its `kill %1` reaches the processes that npm started.
    const jobs = `set -m; trap 'kill %1 2>/dev/null' EXIT`
    const commands = `${jobs}\n${await readmeCommands('## Walk through it', port)}`
    const { code, output } = await shell(t, commands, clone, env).ended
    t.equal(code, 0, output)
    const answers = output.match(/^HTTP\/1\.1 \d+|API key revoked successfully|"invalid_api_key"/gm)
    t.same(answers, [
      'HTTP/1.1 200',
      'HTTP/1.1 200',
      'API key revoked successfully',
      'HTTP/1.1 401',
      '"invalid_api_key"',
    ])
  })
})

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { EVERY_ROUTE } from '../../cli/document-types.ts'
import { build } from '../kit/app.ts'
import { onlyExhaustive } from '../kit/exhaustive.ts'
import { Program } from '../kit/process.ts'
import { dataFolder } from '../kit/service.ts'
import { unless } from '../kit/unless.ts'

const missing = onlyExhaustive('redocly takes a while')

t.test(...unless(missing, 'the served document, with every optional route, passes the lint of redocly'), async t => {
  const file = join(await dataFolder(t), 'openapi.json')
  const app = await build(t, EVERY_ROUTE)
  await writeFile(file, (await app.inject('/api/openapi.json')).body)
  const command = ['node_modules/.bin/redocly', 'lint', '--extends', 'recommended', file]
  const { code, output } = await new Program(t, command, { env: { REDOCLY_TELEMETRY: 'off', CI: 'true' } }).ended
  t.equal(code, 0, output)
})

import { join } from 'node:path'
import t from 'tap'
import { onlyExhaustive } from '../kit/exhaustive.ts'
import { startNginx } from '../kit/nginx.ts'
import { installed } from '../kit/process.ts'
import { unless } from '../kit/unless.ts'
import { type Kind, open } from './harness.ts'
import { keepsItsPromises } from './promises.ts'

const nginx: Kind = {
  name: 'nginx',
  uriHeader: 'X-Original-URI',
  takesQuery: true,
  start: startNginx,
  logs: folder => [join(folder, 'access.log'), join(folder, 'error.log')],
}

const missing = onlyExhaustive('a gateway takes a while') || (!installed('nginx') && 'nginx is not installed')

t.test(...unless(missing, 'the nginx configuration keeps its promises'), async t => {
  await keepsItsPromises(t, await open(t, nginx))
})

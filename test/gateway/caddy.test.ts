import t from 'tap'
import { onlyExhaustive } from '../kit/exhaustive.ts'
import { installed } from '../kit/process.ts'
import { unless } from '../kit/unless.ts'
import { open } from './harness.ts'
import { caddy } from './kinds.ts'
import { keepsItsPromises } from './promises.ts'

const missing = onlyExhaustive('a gateway takes a while') || (!installed('caddy') && 'Caddy is not installed')

t.test(...unless(missing, 'the Caddy configuration keeps its promises'), async t => {
  await keepsItsPromises(t, await open(t, caddy))
})

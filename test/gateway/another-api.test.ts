import t from 'tap'
import { onlyExhaustive } from '../kit/exhaustive.ts'
import { installed } from '../kit/process.ts'
import { unless } from '../kit/unless.ts'
import { protectsAnotherApi } from './another-api.ts'
import { caddy, nginx } from './kinds.ts'

for (const kind of [nginx, caddy]) {
  const missing =
    onlyExhaustive('a gateway takes a while') || (!installed(kind.name) && `${kind.name} is not installed`)
  t.test(...unless(missing, `${kind.name} protects another API after an edit of its part "Your API"`), async t => {
    await protectsAnotherApi(t, kind)
  })
}

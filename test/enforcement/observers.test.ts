import t from 'tap'
import { build, createKey, useKey } from '../kit/app.ts'
import { signIn } from '../kit/people.ts'

t.test('what an observer of the decisions throws reaches the log and no client', async t => {
  const lines: string[] = []
  const app = await build(t, { LOG_LEVEL: 'error' }, { log: { write: line => lines.push(line) } })
  const { key } = await createKey(app, await signIn('pro'))
  app.metrics.batch = () => {
    throw new Error('the observer is broken')
  }
  t.equal((await useKey(app, key)).statusCode, 200)
  t.equal((await useKey(app, key)).statusCode, 200, 'and the next one too')
  t.equal(lines.length, 2)
  t.match(JSON.parse(lines[0] ?? ''), { level: 50, err: { message: 'the observer is broken' } })
})

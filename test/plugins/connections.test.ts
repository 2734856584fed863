import t from 'tap'
import { build } from '../kit/app.ts'
import { ask } from '../kit/http.ts'

t.test('an error while accepting a connection is counted, logged once for many, and ends nothing', async t => {
  const lines: string[] = []
  const app = await build(t, { LOG_LEVEL: 'warn' }, { log: { write: line => lines.push(line) } })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  for (let time = 0; time < 3; time++)
    app.server.emit('error', Object.assign(new Error('accept EMFILE'), { code: 'EMFILE' }))
  t.equal(lines.length, 1)
  t.match(lines[0], /"code":"EMFILE".*"msg":"cannot accept a connection"/)
  t.equal((await ask({ url }, '/healthz')).status, 200)
  t.match((await app.inject('/metrics')).body, /^keyward_connections_refused_total\{reason="error"\} 3$/m)
})

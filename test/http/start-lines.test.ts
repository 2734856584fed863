import t from 'tap'
import { startLines } from '../../http/start-lines.ts'

const address = 'http://127.0.0.1:3000'
const signIn = `${address}/demo/sign-in?token=x`

t.test('a terminal gets a list of addresses', async t => {
  t.equal(
    startLines(address, { isTerminal: true, signIn }),
    `keyward listens on ${address}
  page        ${address}/
  Swagger UI  ${address}/docs
  sign in     ${signIn}
`,
  )
  t.notMatch(startLines(address, { isTerminal: true }), 'sign in')
})

t.test('other outputs get one line of JSON, like the rest of the log', async t => {
  const [line = '', ...rest] = startLines(address, { isTerminal: false, signIn }).split('\n')
  t.same(rest, [''])
  const { time, ...others } = JSON.parse(line)
  t.ok(Math.abs(Date.now() - time) < 60_000)
  const facts = { page: `${address}/`, docs: `${address}/docs` }
  t.same(others, { level: 30, msg: `keyward listens on ${address}`, ...facts, sign_in: signIn })
  t.notOk('sign_in' in JSON.parse(startLines(address, { isTerminal: false })))
})

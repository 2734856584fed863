import { randomUUID } from 'node:crypto'
import { mock } from 'node:test'
import t, { type Test } from 'tap'
import { mintSession } from '../../auth/mint-session.ts'
import { sessionVerifier } from '../../auth/session-token.ts'
import { setLog } from './key-server.ts'

const SECRET = 'a secret that is long enough for HS256'
const SECONDS = 60

t.test('a remembered session ends when it expires', async t => {
  const clock = stopClock(t)
  const { verify } = sessionVerifier({ kind: 'secret', secret: SECRET }, setLog())
  const token = await mint()
  const session = await verify(token)
  clock.advance(SECONDS * 1_000 - 1)
  t.same(await verify(token), session, 'a millisecond before its end')
  clock.advance(1)
  await t.rejects(verify(token), { code: 'invalid_session' })
})

t.test('every new token is verified, even if another one is remembered', async t => {
  const { verify } = sessionVerifier({ kind: 'secret', secret: SECRET }, setLog())
  const token = await mint()
  await verify(token)
  const [header, payload, signature = ''] = token.split('.')
  const flipped = signature.startsWith('A') ? `B${signature.slice(1)}` : `A${signature.slice(1)}`
  await t.rejects(verify(`${header}.${payload}.${flipped}`), { code: 'invalid_session' })
  await t.rejects(verify(`${header}.${payload}.`), { code: 'invalid_session' })
  await t.rejects(sessionVerifier({ kind: 'secret', secret: `${SECRET}!` }, setLog()).verify(token), {
    code: 'invalid_session',
  })
})

function mint() {
  return mintSession(SECRET, { personId: randomUUID(), sessionId: randomUUID(), tier: 'pro', seconds: SECONDS })
}

/** Stops the clock of this process at a whole second until the test ends. jose asks it by `new Date()`. */
function stopClock(t: Test) {
  const now = Math.floor(Date.now() / 1_000) * 1_000
  mock.timers.enable({ apis: ['Date'], now })
  t.teardown(() => mock.timers.reset())
  return { advance: (milliseconds: number) => mock.timers.setTime(Date.now() + milliseconds) }
}

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import t, { type Test } from 'tap'
import { sha256 } from '../../auth/api-key.ts'
import { build, createKey, useKey } from '../kit/app.ts'
import { signIn } from '../kit/people.ts'
import { run } from '../kit/service.ts'

const ADMIN_TOKEN = 'an operator token of the tests, long enough'

/** Runs the command against a deployment. */
const keyward = (t: Test, url: string, args: string[], input?: string, token = ADMIN_TOKEN) => {
  const env = { KEYWARD_URL: url, ADMIN_TOKEN: token, INPUT: input }
  const through = input === undefined ? [] : ['sh', '-c', 'echo "$INPUT" | "$@"', 'sh']
  return run(t, 'cli/keyward.ts', env, { args, through }).ended
}

/** A server that keeps what it is asked, and gives these answers in turn. */
async function stub(t: Test, ...answers: [status: number, body: unknown][]) {
  const asked: unknown[] = []
  const server = createServer(async (request, reply) => {
    const body = await text(request)
    asked.push([request.method, request.url, body && JSON.parse(body)])
    const [status, answer] = answers.shift() ?? [500, 'no more answers']
    reply
      .writeHead(status, { location: '/elsewhere' })
      .end(typeof answer === 'string' ? answer : JSON.stringify(answer))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, asked }
}

t.test('an account is suspended, and the suspension lifted, from the command line', async t => {
  const app = await build(t, { ADMIN_TOKEN })
  const url = await app.listen({ port: 0 })
  const { accountId, ...alice } = await signIn()
  const { key } = await createKey(app, { accountId, ...alice })
  const suspended = await keyward(t, url, ['suspend', accountId, '--reason', 'unpaid'])
  t.match(suspended, { code: 0, output: new RegExp(`^${accountId}: suspended at 20.*Z\n$`) })
  t.equal((await useKey(app, key)).statusCode, 403)
  const found = await keyward(t, url, ['find', key])
  t.match(found, { code: 0, output: /is rejected now\. The account is suspended\.\n$/ })
  const left = await keyward(t, url, ['depart', accountId, 'bob', '--keys', 'revoke'])
  t.match(left, { code: 0, output: 'bob: has left; 0 keys revoked, 0 to be rotated\n' })
  const lifted = await keyward(t, url, ['suspend', accountId, '--lift', '--json'])
  t.equal(lifted.code, 0, lifted.output)
  t.match(JSON.parse(lifted.output), { account_id: accountId, suspended_at: null })
  t.equal((await useKey(app, key)).statusCode, 200)
  t.match(await keyward(t, url, ['suspend', accountId, '--lift']), { output: `${accountId}: not suspended\n` })
  const failed = await keyward(t, url, ['suspend', 'nobody'])
  t.match(failed, { code: 1, output: /^failed: The requested resource was not found \(404 not_found, req_[\w-]+\)\n$/ })
})

t.test('a key is looked up by its digest, so its secret is not sent', async t => {
  const key = `sk_live_${'a'.repeat(8)}_${'b'.repeat(49)}`
  const { url, asked } = await stub(t, ...Array(3).fill([200, { summary: 'It is rejected.', keys: [] }]))
  t.match(await keyward(t, url, ['find', key]), { code: 0, output: 'It is rejected.\n' })
  t.match(await keyward(t, url, ['find', '--key', '--account', 'org/7'], key), { code: 0 })
  t.match(await keyward(t, url, ['find', 'req_1', '--json']), {
    output: '{\n  "summary": "It is rejected.",\n  "keys": []\n}\n',
  })
  const digest = `sha256%3A${sha256(key).toString('hex')}`
  t.same(asked, [
    ['GET', `/admin/v1/lookup?q=${digest}`, ''],
    ['GET', `/admin/v1/lookup?q=${digest}&account=org%2F7`, ''],
    ['GET', '/admin/v1/lookup?q=req_1', ''],
  ])
})

t.test('a departure is repeated until all keys are processed', async t => {
  const part = { departed_at: '2026-12-01T00:00:00.000Z', to_be_rotated: 0 }
  const { url, asked } = await stub(
    t,
    [200, { ...part, revoked: 50, complete: false }],
    [200, { ...part, revoked: 7, complete: true }],
    [200, { ...part, revoked: 0, to_be_rotated: 3, complete: true }],
  )
  const args = ['depart', 'org_7', 'auth0|ada', '--keys']
  t.match(await keyward(t, url, [...args, 'revoke', '--reason', 'left']), {
    output: 'auth0|ada: has left; 57 keys revoked, 0 to be rotated\n',
  })
  t.match(await keyward(t, url, [...args, 'hand_over', '--dry-run']), {
    output: 'auth0|ada: would leave; 0 keys revoked, 3 to be rotated\n',
  })
  const path = '/admin/v1/accounts/org_7/members/auth0%7Cada/departure'
  const revoke = ['POST', path, { keys: 'revoke', reason: 'left', dry_run: false }]
  t.same(asked, [revoke, revoke, ['POST', path, { keys: 'hand_over', reason: null, dry_run: true }]])
})

t.test('a wrong command, a missing token and an odd response are errors', async t => {
  const { url, asked } = await stub(
    t,
    [502, 'bad gateway'],
    [307, ''],
    [400, { error: { code: 'x', message: 'No', details: { q: 'y' }, request_id: 'r' } }],
  )
  const wrong = [
    [],
    ['toString'],
    ['find'],
    ['find', 'a', '--key'],
    ['suspend', 'a', '--keys', 'revoke'],
    ['depart', 'a', 'b'],
    ['find', '--wrong'],
  ]
  for (const { code, output } of await Promise.all(wrong.map(args => keyward(t, url, args))))
    t.match({ code, output }, { code: 1, output: /^failed: / })
  t.match(await keyward(t, url, ['find', 'a'], undefined, ''), { code: 1, output: 'failed: ADMIN_TOKEN is not set\n' })
  t.same(asked, [])
  t.match(await keyward(t, url, ['find', 'a']), { code: 1, output: 'failed: unexpected response with status 502\n' })
  t.match(await keyward(t, url, ['find', 'a']), { code: 1, output: /^failed: fetch failed/ })
  t.match(await keyward(t, url, ['find', 'a']), { code: 1, output: 'failed: No (400 x, {"q":"y"}, r)\n' })
})

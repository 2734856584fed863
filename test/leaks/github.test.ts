import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setImmediate as immediate } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { githubKeys, isSigned } from '../../leaks/github-signature.ts'
import { passTime, setLog } from '../auth/key-server.ts'

/** GitHub's own example: docs.github.com, "Secret scanning partner program". */
const BODY = Buffer.from('[{"token":"some_token","type":"some_type","url":"some_url"}]')
const SIGNATURE = 'MEUCIQDKZokqnCjrRtw0tni+2Ltvl/uiMJ1EGumEsp1BsNr32AIgQY1YXD2nlj+XNfGK4rBfkMJ1JDOQcYXxa2sY8FNkrKc='
const KEY =
  'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE9MJJHnMfn2+H4xL4YaPDA4RpJqUqkCmRCBnYERxZanmcpzQSXs1X/AljlKkbJ8qpVIW4clayyef9gWhFbNHWAA=='
const PEM = `-----BEGIN PUBLIC KEY-----\n${KEY}\n-----END PUBLIC KEY-----\n`

t.test('GitHub’s example is signed, and nothing near it is', async t => {
  const key = createPublicKey(PEM)
  t.ok(isSigned(BODY, SIGNATURE, key))
  t.notOk(isSigned(Buffer.concat([BODY, Buffer.from('\n')]), SIGNATURE, key), 'a byte more')
  t.notOk(isSigned(BODY, SIGNATURE.replace('M', 'N'), key))
  t.notOk(isSigned(BODY, '', key))
  t.notOk(isSigned(BODY, SIGNATURE, createPublicKey(pem())), 'another key')
})

function pem(namedCurve = 'P-256') {
  return generateKeyPairSync('ec', { namedCurve }).publicKey.export({ type: 'spki', format: 'pem' })
}

/** Publishes a set of keys that the test may change, and counts how often it is asked for. */
async function published(t: Test, keys: Record<string, unknown>) {
  const state = { keys, status: 200, fetched: 0, body: undefined as string | undefined }
  const listener: RequestListener = (_request, response) => {
    state.fetched++
    const public_keys = Object.entries(state.keys).map(([key_identifier, key]) => ({
      key_identifier,
      key,
      is_current: true,
    }))
    response.writeHead(state.status).end(state.body ?? JSON.stringify({ public_keys }))
  }
  const server = createServer(listener)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  return Object.assign(state, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys` })
}

t.test('the set is fetched once for all, and not again for a key that it lacks within a minute', async t => {
  const set = await published(t, { one: PEM })
  const keys = githubKeys(set.url, setLog())
  const found = await Promise.all([keys.find('one'), keys.find('one'), keys.find('two')])
  t.ok(found[0] && found[1])
  t.equal(found[2], undefined)
  set.keys = { one: PEM, two: pem() }
  t.equal(await keys.find('two'), undefined, 'it is looked for again in a minute')
  t.equal(set.fetched, 1)
})

t.test('a set that cannot be fetched is an outage, and the last valid one is kept', async t => {
  const set = await published(t, { one: PEM })
  for (const [what, change] of [
    ['an error', { status: 500 }],
    ['no JSON', { status: 200, body: 'nonsense' }],
    ['no set', { body: '{}' }],
    ['a set without keys', { body: '{"public_keys":[]}' }],
    [
      'a key on another curve',
      { body: JSON.stringify({ public_keys: [{ key_identifier: 'one', key: pem('P-384') }] }) },
    ],
  ] as const) {
    Object.assign(set, change)
    await t.rejects(githubKeys(set.url, setLog()).find('one'), { code: 'service_unavailable' }, what)
  }
  await t.rejects(githubKeys('http://127.0.0.1:1/keys', setLog()).find('one'), { code: 'service_unavailable' })

  Object.assign(set, { status: 200, body: undefined })
  const keys = githubKeys(set.url, setLog())
  t.ok(await keys.find('one'))
  set.status = 500
  t.ok(await keys.find('one'))
})

t.test("GitHub's last valid set is used for a day while GitHub is unavailable, and no longer", async t => {
  const set = await published(t, { one: PEM })
  const keys = githubKeys(set.url, setLog())
  t.ok(await keys.find('one'))
  set.status = 500
  passTime(t, 3_700_000)
  t.ok(await keys.find('one'), 'it cannot be fetched again')
  t.equal(set.fetched, 2)
  await t.rejects(keys.find('two'), { code: 'service_unavailable' }, 'it may be a new key')
  passTime(t, 3_600_000 + 86_400_000)
  await t.rejects(keys.find('one'), { code: 'service_unavailable' })
})

t.test('a report with an unknown key is 503 at once while GitHub is away and the next fetch is not near', async t => {
  const set = await published(t, { one: PEM })
  const log = setLog()
  const keys = githubKeys(set.url, log)
  await keys.find('one')
  set.status = 500
  passTime(t, 3_700_000)
  for (let failures = 1; failures <= 5; failures++) {
    t.ok(await keys.find('one'), 'a known key is found while the set is fetched')
    while (log.lines.length < failures) await immediate()
    if (failures < 5) passTime(t, 61_000)
  }
  await t.rejects(keys.find('two'), { code: 'service_unavailable' })
  t.equal(set.fetched, 6)
})

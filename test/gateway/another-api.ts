import type { Test } from 'tap'
import { asPassword, COASTAL, FJORD, HARBOR, publishedLines } from '../kit/fjord.ts'
import { type Ask, ask as askAt } from '../kit/http.ts'
import { roomInTheMinute } from '../kit/minute.ts'
import type { Reply } from '../kit/reply.ts'
import { identity, rejected, values } from './answers.ts'
import { type Gateway, type Kind, open, SERVICE_TOKEN } from './harness.ts'
import { forFjordWeather } from './your-api.ts'

/** A gateway whose file was edited for Fjord Weather, in front of Fjord Weather's keyward. */
export async function protectsAnotherApi(t: Test, kind: Kind) {
  const gateway = await open(t, kind, { env: FJORD, edit: forFjordWeather })
  for (const [name, plan] of Object.entries({ coastal: COASTAL, harbor: HARBOR })) {
    const options = { method: 'PUT', headers: { authorization: `Bearer ${SERVICE_TOKEN}` }, body: plan }
    const { status } = await askAt({ port: gateway.setup.keywardPorts[0] ?? 0 }, `/admin/v1/plans/${name}`, options)
    t.equal(status, 201, name)
  }
  const answers: Reply[] = []
  const ask: typeof gateway.ask = async (path, headers, options) => {
    const answer = await gateway.ask(path, headers, options)
    answers.push(answer)
    return answer
  }
  const trial = { ...gateway, ask }
  await t.test('a key is created, sent by Basic, rotated, revoked and then rejected', t => walk(t, trial))
  await t.test('paths require what the part "Your API" says', t => requirements(t, trial))
  await t.test('paths of the published API are unknown', t => elsewhere(t, trial))
  t.ok(answers.length > 20)
  t.same(answers.flatMap(shown).flatMap(publishedLines), [], 'no answer has a word of the published API')
}

/** The texts that a client sees, without random ones. The sample API's own answer is a copy of the request that it got. */
const shown = ({ headers, body }: Reply) => [
  JSON.stringify(headers, null, 1),
  body.startsWith('{\n  "method"') ? '' : body.replaceAll(/(?<=_)\w{49}\b/g, ''),
]

async function walk(t: Test, { ask, customer, received, secrets }: Gateway) {
  const { id, key, cookie, accountId } = await customer('coastal')
  t.match(key, /^fjord_[0-9A-Za-z]{8}_/)
  const send = (secret: string, user?: string) => {
    const headers = asPassword(secret, user)
    secrets.add(headers.authorization.slice('Basic '.length))
    return ask('/weather/v2/forecasts/oslo?hours=24', headers)
  }
  received.length = 0
  t.equal((await send(key)).status, 200)
  t.equal((await send(key, 'anyone')).status, 200)
  t.equal((await ask('/weather/v2/forecasts', asPassword('', key))).status, 200, 'as the user name')
  const [{ url, rawHeaders } = { url: '', rawHeaders: [] }] = received
  t.equal(url, '/weather/v2/forecasts/oslo?hours=24')
  t.same(values(rawHeaders, 'authorization'), [])
  t.same(identity(rawHeaders).slice(0, 3), [[accountId], [id], ['coastal']])
  t.match(JSON.parse(identity(rawHeaders)[3]?.[0] ?? ''), COASTAL.entitlements)

  const missing = await ask('/weather/v2/forecasts')
  rejected(t, missing, 401, 'missing_api_key', 'without a key')
  t.match(missing.headers['www-authenticate'], 'Basic realm="API key as the password"')

  const change = (method: string, path: string, body: object) => ask(path, {}, { cookie, method, body } as Ask)
  const rotated = await change('POST', `/api/v1/keys/${id}/rotation`, { grace_seconds: 3600 })
  const { id: newId, key: newKey } = rotated.json()
  secrets.add(newKey)
  t.match(newKey, /^fjord_/)
  for (const secret of [newKey, key]) t.equal((await send(secret)).status, 200, 'both work during the grace period')
  received.length = 0
  for (const [revoked, secret] of [
    [newId, newKey],
    [id, key],
  ]) {
    t.equal((await change('DELETE', `/api/v1/keys/${revoked}`, { reason: 'the boat was sold' })).status, 200)
    for (let instance = 0; instance < 3; instance++) rejected(t, await send(secret), 401, 'invalid_api_key', 'revoked')
  }
  t.same(received, [])
}

async function requirements(t: Test, { ask, customer, received }: Gateway) {
  const [coastal, harbor] = [await customer('coastal'), await customer('harbor')]
  const scoped = await ask('/api/v1/keys', {}, {
    cookie: coastal.cookie,
    method: 'POST',
    body: { name: 'forecasts', scopes: ['forecasts:read'] },
  } as Ask)
  const forecasts: string = scoped.json().key
  received.length = 0
  for (const [path, key, status, code] of [
    ['/weather/v2/observations/today', coastal.key, 200, ''],
    ['/weather/v2/observations/today', harbor.key, 200, ''],
    ['/weather/v2/observations/today', forecasts, 403, 'insufficient_scope'],
    ['/weather/v2/observations/archive/2025', coastal.key, 200, ''],
    ['/weather/v2/observations/archive/2025', harbor.key, 403, 'insufficient_tier'],
    ['/weather/stations/oslo', coastal.key, 200, ''],
    ['/weather/stations/oslo', harbor.key, 403, 'insufficient_tier'],
  ] as const) {
    const answer = await ask(path, asPassword(key))
    if (status === 200) t.equal(answer.status, status, path)
    else rejected(t, answer, status, code, path)
  }
  t.equal(received.length, 4)
  await roomInTheMinute()
  const used = () => ask('/api/v1/me', asPassword(coastal.key)).then(({ json }) => json().limits.minute.remaining)
  const before = await used()
  await ask('/weather/v2/observations/archive', asPassword(coastal.key))
  t.equal(before - (await used()), 11, 'the archive costs 10')
}

async function elsewhere(t: Test, { ask, customer, received }: Gateway) {
  const { key } = await customer('coastal')
  received.length = 0
  for (const path of ['/api/v1/iocs', '/api/v1/export', '/api/taxii2/', '/weather/v2/forecastsx', '/admin/v1/plans'])
    rejected(t, await ask(path, asPassword(key)), 404, 'not_found', path)
  t.same(received, [])
}

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { EVERY_ROUTE } from '../../cli/document-types.ts'
import { CONDITION } from '../../schemas/condition.ts'
import { info, tags } from '../../schemas/document.ts'
import { build } from '../kit/app.ts'
import { FJORD, PUBLISHED_WORDS, publishedLines } from '../kit/fjord.ts'

const { API_INFO: EXAMPLE } = FJORD

async function documentOf(t: Test, env: NodeJS.ProcessEnv) {
  const app = await build(t, { ...EVERY_ROUTE, ...env })
  return (await app.inject('/api/openapi.json')).json()
}

function fileWith(t: Test, content: object) {
  const path = join(t.testdir({}), 'api.json')
  writeFileSync(path, JSON.stringify({ info: { title: 'Acme', version: '1' }, ...content }))
  return path
}

t.test('without API_INFO, the document has the published introduction', async t => {
  const document = await documentOf(t, {})
  t.same([document.info, document.tags, document.servers], [info, tags, [{ url: '/' }]])
  t.match(JSON.stringify(document), PUBLISHED_WORDS)
})

t.test('the document of another API has no word of the published platform', async t => {
  for (const path of [EXAMPLE, fileWith(t, {})]) {
    const text = JSON.stringify(await documentOf(t, { API_INFO: path, KEY_PREFIXES: 'fjord_' }), null, 1)
    t.same(publishedLines(text), [])
  }
})

t.test('the document shows the introduction, plans and scopes of the deployment', async t => {
  const document = await documentOf(t, { API_INFO: EXAMPLE, KEY_PREFIXES: 'fjord_' })
  t.match(document.info, { title: 'Fjord Weather API', version: '2.3.0', 'x-logo': { url: '/dashboard/icon.svg' } })
  const names = document.tags.map(({ name }: { name: string }) => name)
  t.same(names, ['API Keys', 'Using API Keys', 'Operations', 'Forecasts', 'Observations'])
  const { CreatedKey, VerifyKeyBody, PutPlanBody } = document.components.schemas
  t.same(PutPlanBody.properties.entitlements.example, { stations: 25, forecasts: ['hourly', 'daily'], archive: true })
  t.same(VerifyKeyBody.properties.entitlements.example, ['stations>=25', 'forecasts=hourly', 'archive=true'])
  for (const condition of VerifyKeyBody.properties.entitlements.example) t.match(condition, CONDITION)
  t.same(CreatedKey.properties.scopes.example, ['forecasts:read', 'observations:read'])
  t.match(CreatedKey.properties.prefix.example, /^fjord_/)
  t.notMatch(JSON.stringify(document), /sk_live_/)
  t.match(document.paths['/forward-auth'].get.description, 'such as `stations>=25`.')
})

t.test('headers of single entitlements are in the document if the plans have these entitlements', async t => {
  const path = fileWith(t, { examples: { entitlements: { lookback_days: 30, note: 'a "quoted" text' } } })
  const { parameters, responses } = (await documentOf(t, { API_INFO: path })).paths['/forward-auth'].get
  const names = parameters.map(({ name }: { name: string }) => name)
  t.ok(names.includes('X-Required-Lookback-Days'))
  t.notOk(names.includes('X-Required-Format'))
  t.ok('X-Lookback-Days' in responses['200'].headers)
  t.notOk('X-Formats' in responses['200'].headers)
})

t.test("a tag of the same name replaces the description of keyward's own", async t => {
  const path = fileWith(t, {
    tags: [{ name: 'Operations', description: 'For us' }],
    servers: [{ url: 'https://api.acme.example/v1' }],
  })
  const app = await build(t, { API_INFO: path })
  const document = (await app.inject('/api/openapi.json')).json()
  t.same(document.tags.length, 3)
  t.match(document.tags[2], { name: 'Operations', description: 'For us' })
  const { headers } = await app.inject('/docs/')
  t.match(headers['content-security-policy'], "connect-src 'self' https://api.acme.example", 'Swagger UI may call it')
})

t.test('without an introduction of its own, the document shows the prefix of new keys', async t => {
  const text = JSON.stringify(await documentOf(t, { KEY_PREFIXES: 'acme_,sk_live_' }))
  t.match(text, 'Bearer acme_...')
  t.notMatch(text, /sk_live_/)
})

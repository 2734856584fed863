import { readFile } from 'node:fs/promises'
import t from 'tap'
import { parse } from 'yaml'
import { EVERY_ROUTE } from '../../cli/document-types.ts'
import { build } from '../kit/app.ts'
import { envoyRoute, traefikRouter } from './selection.ts'
import { divided, forFjordWeather, PUBLISHED_API } from './your-api.ts'

const readFileOf = (name: string) => readFile(new URL(`../../gateway/${name}`, import.meta.url), 'utf8')
/** The files of a gateway, one after the other. */
const read = async (name: string) =>
  (await Promise.all((name === 'traefik' ? TRAEFIK : [name]).map(readFileOf))).join('\n')
const FILES = ['nginx.conf', 'Caddyfile', 'traefik', 'envoy.yaml']
const TRAEFIK = ['traefik/dynamic/your-api.yml', 'traefik/dynamic/keyward.yml']
const UNTESTED = ['traefik/traefik.yml', ...TRAEFIK, 'envoy.yaml']

t.test('all gateways protect and expose the same paths', async t => {
  for (const name of FILES) {
    const text = await read(name)
    for (const list of [
      'v1/(iocs|stats|export|articles|lookup|rules)',
      String.raw`v1/export/\W*(?i:history)`,
      '/api/taxii2/',
      'v1/(keys|session|sign-in|sign-out|members|audit-events|account-events|usage|me|credentials|leaks)',
      '(dashboard|client)/',
    ])
      t.ok(text.includes(list), `${name}: ${list}`)
  }
})

/** Operations of gateways and services, which a gateway does not expose. */
const INTERNAL = /^\/(healthz|readyz|metrics|forward-auth|oauth2|admin|api\/v1\/verify)(\/|$)/

t.test('all gateways expose every public operation of the document', async t => {
  const app = await build(t, EVERY_ROUTE)
  const paths = Object.keys((await app.inject('/api/openapi.json')).json().paths)
  const open = paths.filter(path => !INTERNAL.test(path)).map(path => path.split('/')[3] ?? '')
  t.ok(open.includes('me') && !open.includes('verify'))
  for (const name of FILES) {
    const [, listed = ''] = /v1\/\((keys\|[^)]+)\)/.exec(await read(name)) ?? []
    t.same(listed.split('|').sort(), [...new Set(open)].sort(), name)
  }
})

t.test('untested configurations say so and are well-formed', async t => {
  for (const name of UNTESTED) {
    const text = await read(name)
    t.match(text.split('\n', 2).join(' '), /UNTESTED/, name)
    t.type(parse(text, { merge: true }), 'object', name)
  }
})

t.test('every gateway has the protected API in one part at the top', async t => {
  for (const name of ['nginx.conf', 'Caddyfile', ...TRAEFIK.slice(0, 1), 'envoy.yaml']) {
    const { before, own, after } = divided(await readFileOf(name))
    t.match(own, PUBLISHED_API, name)
    t.same(linesWith(PUBLISHED_API, before + after), [], name)
  }
  t.same(linesWith(PUBLISHED_API, await readFileOf('traefik/dynamic/keyward.yml')), [])
})

const linesWith = (words: RegExp, text: string) => text.split('\n').filter(line => words.test(line))

t.test('another API is protected by an edit of that part only', async t => {
  const read = await Promise.all([...TRAEFIK, 'envoy.yaml'].map(readFileOf))
  const [yours = '', own = '', envoy = ''] = read
  for (const [name, routeOf] of [
    ['traefik', (path: string) => traefikRouter([forFjordWeather(yours), own], path)],
    ['envoy', (path: string) => envoyRoute(forFjordWeather(envoy), path)],
  ] as const) {
    const nowhere = name === 'envoy' ? 'nowhere' : 'rest'
    for (const [path, route] of [
      ['/weather/v2/forecasts', 'protected'],
      ['/weather/v2/forecasts/oslo', 'protected'],
      ['/weather/v2/forecastsx', nowhere],
      ['/weather/v2/observations/today', 'observations'],
      ['/weather/v2/observations/archive', 'archive'],
      ['/weather/stations/', 'stations'],
      ['/api/v1/iocs', nowhere],
      ['/api/taxii2/', nowhere],
      ['/api/v1/keys', 'keyward'],
      ['/', 'keyward'],
      ['/admin/v1/plans', nowhere],
    ] as const)
      t.equal(routeOf(path), route, `${name}: ${path}`)
  }
  for (const text of [...(await Promise.all(['nginx.conf', 'Caddyfile'].map(readFileOf))), yours, envoy])
    t.same(linesWith(/iocs|taxii|stix|lookback_days>=|export|history/i, forFjordWeather(text)), [])
})

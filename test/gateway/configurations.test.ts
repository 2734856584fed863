import { readFile } from 'node:fs/promises'
import t from 'tap'
import { parse } from 'yaml'
import { EVERY_ROUTE } from '../../cli/document-types.ts'
import { build } from '../kit/app.ts'

const read = (name: string) => readFile(new URL(`../../gateway/${name}`, import.meta.url), 'utf8')
const FILES = ['nginx.conf', 'Caddyfile', 'traefik/dynamic.yml', 'envoy.yaml']
const UNTESTED = ['traefik/traefik.yml', 'traefik/dynamic.yml', 'envoy.yaml']

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

/** Words that only the part "Your API" has. */
const OWN = /iocs|taxii|stix|lookback_days>=|export|127\.0\.0\.1:9000/i

t.test('nginx and Caddy have the protected API in one part at the top', async t => {
  for (const name of ['nginx.conf', 'Caddyfile']) {
    const [before = '', own = '', after = ''] = (await read(name)).split(/# ---- (?:Your API|The end of your API).*/)
    t.match(own, OWN, name)
    t.same(
      `${before}${after}`.split('\n').filter(line => OWN.test(line)),
      [],
      name,
    )
  }
})

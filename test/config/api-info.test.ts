import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { readApiInfo } from '../../config/api-info.ts'
import { readConfig } from '../../config/config.ts'
import { preparedFolder, start } from '../kit/service.ts'

const INFO = { title: 'Acme API', version: '1' }
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'

/** Reads such a file, beside a logo. */
function read(t: Test, content: unknown, logo: string | Buffer = SVG) {
  const folder = t.testdir({})
  const path = join(folder, 'api.json')
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  writeFileSync(join(folder, 'logo.svg'), logo)
  return readApiInfo(path)
}

t.test('the file of API_INFO is read, with its logo', async t => {
  t.same(read(t, { info: INFO }), { info: INFO })
  t.same(read(t, `\ufeff${JSON.stringify({ info: INFO })}`), { info: INFO }, 'with a byte-order mark')
  const brand = { name: 'Acme', logo: 'logo.svg' }
  t.same(read(t, { info: INFO, brand }), { info: INFO, brand, logo: SVG })
  const { apiInfo } = readConfig({ API_INFO: new URL('../../deploy/example-api.json', import.meta.url).pathname })
  t.match(apiInfo, { info: { title: 'Fjord Weather API' }, logo: /^<svg/ }, 'the example')
  t.equal(readConfig({}).apiInfo, undefined)
})

const INVALID: [content: unknown, sentence: string][] = [
  ['{', 'the file is not JSON'],
  [[], 'the file must be object'],
  [{}, 'info is missing'],
  [{ info: { title: 'Acme' } }, 'info.version is missing'],
  [{ info: { ...INFO, title: '' } }, 'info.title must NOT have fewer than 1 characters'],
  [{ info: { ...INFO, title: 'a\nb' } }, 'info.title must be one line of text'],
  [{ info: { ...INFO, title: 'x'.repeat(201) } }, 'info.title must NOT have more than 200 characters'],
  [{ info: { ...INFO, description: 'x'.repeat(50_001) } }, 'info.description must NOT have more than 50000 characters'],
  [
    { info: { ...INFO, license: { name: 'x', url: 'javascript:alert(1)' } } },
    'info.license.url must be an http or https URL',
  ],
  [{ info: { ...INFO, contact: { mail: 'x' } } }, 'info.contact.mail is not a known field'],
  [{ info: INFO, paths: {} }, 'paths is not a known field'],
  [{ info: INFO, tags: [{ name: 'A' }, { description: 'B' }] }, 'tags[1].name is missing'],
  [{ info: INFO, servers: [] }, 'servers must NOT have fewer than 1 items'],
  [
    { info: INFO, servers: [{ url: 'https://{region}.example' }] },
    'servers[0].url must be a path or an http or https URL',
  ],
  [{ info: INFO, brand: {} }, 'brand.name is missing'],
  [{ info: INFO, brand: { name: 'A', accent_color: 'red' } }, 'brand.accent_color must be a color such as #0f6b63'],
  [
    { info: INFO, brand: { name: 'A', accent_color: '#0f6b63;' } },
    'brand.accent_color must be a color such as #0f6b63',
  ],
  [{ info: INFO, brand: { name: 'A', logo: 'none.svg' } }, 'brand.logo names a file that cannot be read: ENOENT'],
  [{ info: { ...INFO, description: 'x'.repeat(200_000) } }, 'it names a file of more than 200,000 bytes'],
]

t.test('a wrong file prevents the start, and the error names the field', async t => {
  for (const [content, sentence] of INVALID)
    t.throws(() => read(t, content), { message: `invalid setting: API_INFO: ${sentence}` }, sentence)
  t.throws(() => readConfig({ API_INFO: '/nowhere/api.json' }), {
    message: 'invalid setting: API_INFO: it names a file that cannot be read: ENOENT',
  })
  const withLogo = { info: INFO, brand: { name: 'Acme', logo: 'logo.svg' } }
  t.throws(() => read(t, withLogo, SVG.replace('/>', '><script/></svg>')), {
    message: 'invalid setting: API_INFO: brand.logo must not contain <script>',
  })
  t.throws(() => read(t, withLogo, ' '.repeat(20_001)), {
    message: 'invalid setting: API_INFO: brand.logo names a file of more than 20,000 bytes',
  })
})

t.test('startup warns about an accent color with too little contrast, with its ratio', async t => {
  const path = join(t.testdir({}), 'api.json')
  const brand = { name: 'Acme', accent_color: '#767676', accent_color_dark: '#8ab4ff' }
  writeFileSync(path, JSON.stringify({ info: INFO, brand }))
  const service = await start(t, { DATA_DIR: await preparedFolder(t), API_INFO: path, LOG_LEVEL: 'warn' })
  const { output, code } = await service.end('SIGTERM')
  t.equal(code, 0)
  t.match(
    output,
    /"level":40.*"field":"brand.accent_color","scheme":"light",.*"ratio":4.2,"msg":"the accent color of the/,
  )
})

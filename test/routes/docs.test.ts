import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import t from 'tap'
import { type App, build } from '../kit/app.ts'

const LONGEST_ON_THE_WIRE = 700_000

/** The files that a browser fetches to show Swagger UI. */
async function partsOf(app: App) {
  const { body } = await app.inject('/docs/')
  const links = [...body.matchAll(/(?:src|href)="\.(\/[^"]+)"/g)].map(([, path]) => `/docs${path}`)
  return ['/docs/', '/docs/json', ...links]
}

const get = (app: App, url: string, coding?: string, more: Record<string, string> = {}) =>
  app.inject({ url, headers: { ...(coding && { 'accept-encoding': coding }), ...more } })

t.test('Swagger UI is small on the wire, and identical in every coding', async t => {
  const app = await build(t)
  const parts = await partsOf(app)
  t.ok(parts.length > 8)
  const sizes = { br: 0, gzip: 0 }
  for (const url of parts) {
    const plain = await get(app, url)
    t.equal(plain.statusCode, 200, url)
    // The second time, the compressed file is cached.
    for (const [coding, decode] of [
      ['br', brotliDecompressSync],
      ['gzip', gunzipSync],
    ] as const)
      for (const time of [1, 2]) {
        const { headers, rawPayload } = await get(app, url, coding)
        const isCoded = headers['content-encoding'] === coding
        t.ok((isCoded ? decode(rawPayload) : rawPayload).equals(plain.rawPayload), `${url} in ${coding}`)
        t.equal(Number(headers['content-length']), rawPayload.length)
        if (isCoded) t.match([headers['vary'], plain.headers['vary']], ['accept-encoding', 'accept-encoding'])
        if (time === 2) sizes[coding] += rawPayload.length
      }
  }
  t.ok(sizes.br < LONGEST_ON_THE_WIRE, `${sizes.br} bytes`)
  t.ok(sizes.gzip < LONGEST_ON_THE_WIRE, `${sizes.gzip} bytes`)
})

t.test('the layout that the page does not use is not sent', async t => {
  const app = await build(t)
  const preset = (await partsOf(app)).find(url => url.includes('standalone-preset')) as string
  const { statusCode, headers, body } = await get(app, preset)
  t.match(
    [statusCode, headers['content-type'], body],
    [200, /^text\/javascript/, /^var SwaggerUIStandalonePreset = \[\]$/],
  )
})

t.test('a coding is used only if the client accepts it, and an unchanged file is not sent again', async t => {
  const app = await build(t)
  const url = '/docs/static/swagger-ui.css'
  const codings: [accepted: string, coding: string | undefined][] = [
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip;q=0.5, BR;q=1.0', 'br'],
    ['br;q=0, gzip', 'gzip'],
    ['br; q=0.000', undefined],
    ['identity', undefined],
    ['brotli', undefined],
    ['*', undefined],
  ]
  for (const [accepted, coding] of codings)
    t.equal((await get(app, url, accepted)).headers['content-encoding'], coding, accepted)
  const { etag = '' } = (await get(app, url, 'br')).headers
  const unchanged = await get(app, url, 'br', { 'if-none-match': etag })
  t.match([unchanged.statusCode, unchanged.body], [304, ''])
  const part = await get(app, url, 'br', { range: 'bytes=0-9' })
  t.match([part.statusCode, part.rawPayload.length, part.headers['content-encoding']], [206, 10, undefined])
  const head = await app.inject({ method: 'HEAD', url, headers: { 'accept-encoding': 'br' } })
  t.match([head.statusCode, head.headers['content-encoding']], [200, undefined])
  const missing = await get(app, '/docs/static/none.js', 'br')
  t.match([missing.statusCode, missing.json().error.code], [404, 'not_found'])
})

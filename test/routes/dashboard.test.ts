import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { buildApp } from '../../app.ts'
import { readConfig } from '../../config/config.ts'
import { build } from '../kit/app.ts'
import { createDatabase } from '../kit/database.ts'

const html = { accept: 'text/html' }

t.test('the page needs nothing from another host and no inline script or style', async t => {
  const app = await build(t)
  const { headers, body, statusCode } = await app.inject({ url: '/', headers: html })
  t.equal(statusCode, 200)
  const policy = String(headers['content-security-policy'])
  t.notMatch(policy, /unsafe|https?:|\*|data:/)
  for (const rule of ["default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"])
    t.ok(policy.includes(rule), rule)
  t.equal(headers['x-content-type-options'], 'nosniff')
  t.equal(headers['referrer-policy'], 'no-referrer')
  t.notMatch(body, /<script(?![^>]*src=)|<style|style=|https?:\/\//)
})

t.test('the page and its files have the headers of every response, and consume nothing', async t => {
  const app = await build(t)
  for (const url of [
    '/',
    '/dashboard/bundle/page.js',
    '/dashboard/bundle/page.css',
    '/client/keyward-keys.js',
    '/dashboard/none.js',
  ]) {
    const { headers } = await app.inject({ url })
    t.match(headers['x-request-id'], /^req_/, url)
    const remaining = Number(headers['x-ratelimit-remaining'])
    t.equal(remaining, url.endsWith('none.js') ? 299 : 300, `${url} leaves what there was`)
  }
})

t.test('files are compressed, and revalidated instead of sent again', async t => {
  const app = await build(t)
  const url = '/dashboard/bundle/page.js'
  const plain = await app.inject({ url })
  t.match(plain.headers['content-type'], /javascript/)
  const small = await app.inject({ url, headers: { 'accept-encoding': 'br, gzip' } })
  t.equal(small.headers['content-encoding'], 'br')
  t.ok(small.rawPayload.length < plain.rawPayload.length / 2)
  for (const name of ['', '?v=', '?v=another']) {
    const { headers } = await app.inject({ url: `${url}${name}` })
    t.equal(headers['cache-control'], 'no-cache', name)
  }
  const again = await app.inject({ url, headers: { 'if-none-match': String(plain.headers.etag) } })
  t.equal(again.statusCode, 304)
})

t.test('no cache stores the page, which will contain an account’s data', async t => {
  const app = await build(t)
  for (const url of ['/', '/?v=1'])
    t.equal((await app.inject({ url, headers: html })).headers['cache-control'], 'no-store', url)
})

t.test('an SVG picture names its charset', async t => {
  const app = await build(t)
  for (const url of ['/dashboard/icon.svg', '/docs/static/logo.svg'])
    t.equal((await app.inject({ url })).headers['content-type'], 'image/svg+xml; charset=utf-8', url)
})

t.test('no other file of the folder is served', async t => {
  const app = await build(t)
  const urls = [
    '/package.json',
    '/client/client.js',
    '/client/schema.d.ts',
    '/dashboard',
    '/dashboard/app.js',
    '/client/',
  ]
  const tricks = ['/dashboard/../package.json', '/dashboard/%2e%2e/package.json', '/dashboard/..%2fpackage.json']
  for (const url of [
    ...urls,
    ...tricks,
    '/node_modules/pg/package.json',
    '/node_modules/openapi-fetch/dist/index.mjs',
    '/.git/config',
    '/.env',
    '/index.html',
  ]) {
    const reply = await app.inject({ url })
    t.equal(reply.statusCode, 404, url)
    t.equal(reply.json().error.code, 'not_found')
  }
  t.equal((await app.inject({ url: '/', method: 'POST' })).statusCode, 405)
})

t.test("only a demo's page explains how to sign in to a demo", async t => {
  const { connections, drop } = await createDatabase()
  const demo = await buildApp(readConfig({ DATA_DIR: t.testdir(), LOG_LEVEL: 'silent' }), { connections })
  t.teardown(async () => {
    await demo.close()
    await drop()
  })
  t.match((await demo.inject({ url: '/' })).body, /<html data-demo/)
  t.notMatch((await (await build(t)).inject({ url: '/' })).body, /data-demo/)
})

t.test("the page's URLs contain the digests of its files, so browsers cache each until it changes", async t => {
  const app = await build(t)
  const { body } = await app.inject({ url: '/' })
  const linked = [...body.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, path]) => String(path))
  t.equal(linked.length, 3)
  for (const url of linked) {
    const { statusCode, headers } = await app.inject({ url })
    t.equal(statusCode, 200, url)
    t.equal(headers['cache-control'], 'public, max-age=31536000, immutable')
  }
})

t.test('pages of any origin can load the element, and no other file', async t => {
  const app = await build(t)
  const element = await app.inject({ url: '/client/keyward-keys.js', headers: { origin: 'https://elsewhere.example' } })
  t.match(element.headers, {
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'content-type': /javascript/,
  })
  const page = await app.inject({ url: '/dashboard/bundle/page.js', headers: { origin: 'https://elsewhere.example' } })
  t.equal(page.headers['access-control-allow-origin'], undefined)
  t.equal(page.headers['cross-origin-resource-policy'], 'same-origin')
})

const EXAMPLE = new URL('../../deploy/example-api.json', import.meta.url).pathname

t.test('the files of a deployment have its name, logo and color instead of those of keyward', async t => {
  const [own, theirs] = [await build(t), await build(t, { API_INFO: EXAMPLE })]
  const body = async (app: typeof own, url: string) => (await app.inject({ url })).body
  const FILES: [url: string, own: RegExp, theirs: RegExp][] = [
    ['/', /<title>keyward</, /<title>Fjord Weather</],
    ['/dashboard/bundle/page.js', /\{name:"keyward"\}/, /\{name:"Fjord Weather"\}/],
    ['/dashboard/bundle/page.css', /light-dark\(#0b6e66, #4cc9bc\)/, /light-dark\(#1d4ed8, #8ab4ff\)/],
    ['/dashboard/bundle/page.css', /light-dark\(#fff, #04211e\)/, /light-dark\(#ffffff, #000000\)/],
    ['/client/keyward-keys.js', /\{name:"keyward"\}/, /\{name:"Fjord Weather"\}/],
    ['/client/keyward-keys.js', /light-dark\(#0b6e66, #4cc9bc\)/, /light-dark\(#1d4ed8, #8ab4ff\)/],
    ['/dashboard/icon.svg', /<title>keyward</, /<title>Fjord Weather</],
    ['/docs/', /<title>keyward API</, /<title>Fjord Weather API</],
    ['/docs/static/theme/bar.js', /NAME = 'keyward'/, /NAME = "Fjord Weather"/],
    ['/docs/static/theme/bar.css', /light-dark\(#0b6e66, #4cc9bc\)/, /light-dark\(#1d4ed8, #8ab4ff\)/],
  ]
  for (const [url, before, after] of FILES) {
    t.match(await body(own, url), before, url)
    t.match(await body(theirs, url), after, url)
    t.notMatch(await body(theirs, url), before, url)
  }
  t.match(await body(theirs, '/docs/'), /rel="icon" type="image\/svg\+xml"/)
})

t.test('a name is text, whatever its characters', async t => {
  const folder = t.testdir({})
  const name = `</title> & "$&" '$1'`
  const file = join(folder, 'api.json')
  writeFileSync(file, JSON.stringify({ info: { title: '<b>&', version: '1' }, brand: { name } }))
  const app = await build(t, { API_INFO: file })
  const body = async (url: string) => (await app.inject({ url })).body
  t.match(await body('/'), `<title>&lt;/title> &amp; "$&amp;" '$1'</title>`)
  t.match(await body('/dashboard/bundle/page.js'), `{name:${JSON.stringify(name)}}`)
  t.match(await body('/docs/static/theme/bar.js'), `const NAME = ${JSON.stringify(name)}`)
  t.match(await body('/docs/'), '<title>&lt;b>&amp;</title>')
  t.match(await body('/dashboard/bundle/page.css'), 'light-dark(#0b6e66, #4cc9bc)', 'the color stays')
})

t.test('the logo is only a picture, even if someone opens its address', async t => {
  const app = await build(t, { API_INFO: EXAMPLE })
  const { headers } = await app.inject({ url: '/dashboard/icon.svg' })
  t.equal(headers['content-security-policy'], "default-src 'none'; style-src 'unsafe-inline'; sandbox")
  t.equal(headers['content-type'], 'image/svg+xml; charset=utf-8')
  t.equal(headers['x-content-type-options'], 'nosniff')
})

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

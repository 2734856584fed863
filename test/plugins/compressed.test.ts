import { utimes, writeFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { brotliDecompressSync } from 'node:zlib'
import Fastify from 'fastify'
import t, { type Test } from 'tap'
import { keepFile, serveFile } from '../../http/kept-file.ts'
import compressed from '../../plugins/responses/compressed.ts'

async function appOf(t: Test) {
  const app = Fastify()
  t.teardown(() => app.close())
  await app.register(compressed)
  return app
}

t.test('files of the same size and time are distinguished', async t => {
  const root = t.testdir()
  const app = await appOf(t)
  for (const name of ['a', 'b']) {
    const path = `${root}/${name}.js`
    await writeFile(path, name.repeat(5_000))
    await utimes(path, 1, 1)
    serveFile(app, `/${name}`, await keepFile(pathToFileURL(path)), () => ({}))
  }
  const get = (url: string) => app.inject({ url, headers: { 'accept-encoding': 'br' } })
  const tags = new Set<unknown>()
  for (const name of ['a', 'b', 'a', 'b']) {
    const { headers, rawPayload } = await get(`/${name}`)
    tags.add(headers.etag)
    t.equal(headers['content-encoding'], 'br')
    t.equal(brotliDecompressSync(rawPayload).toString(), name.repeat(5_000))
  }
  t.equal(tags.size, 2, 'each has its own tag')
})

t.test('errors, short texts and responses without a body are not compressed', async t => {
  const app = await appOf(t)
  app.get('/error', (_request, reply) => reply.code(404).send('x'.repeat(5_000)))
  app.get('/short', (_request, reply) => reply.send('x'.repeat(999)))
  app.get('/none', (_request, reply) => reply.code(200).send())
  app.get('/long', (_request, reply) => reply.send('x'.repeat(1_000)))
  const coding = async (url: string) =>
    (await app.inject({ url, headers: { 'accept-encoding': 'br' } })).headers['content-encoding']
  for (const url of ['/error', '/short', '/none']) t.equal(await coding(url), undefined, url)
  t.equal(await coding('/long'), 'br')
})

import { utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { brotliDecompressSync } from 'node:zlib'
import files from '@fastify/static'
import Fastify from 'fastify'
import t from 'tap'
import compressed from '../../plugins/compressed.ts'

t.test('files of one size and time are told apart', async t => {
  const root = t.testdir()
  const app = Fastify()
  t.teardown(() => app.close())
  await app.register(compressed)
  await app.register(files, { root, serve: false })
  for (const name of ['a', 'b']) {
    await writeFile(join(root, `${name}.txt`), name.repeat(5_000))
    await utimes(join(root, `${name}.txt`), 1, 1)
    app.get(`/${name}`, (_request, reply) => reply.sendFile(`${name}.txt`))
  }
  const get = (url: string) => app.inject({ url, headers: { 'accept-encoding': 'br' } })
  const tags = new Set<unknown>()
  for (const name of ['a', 'b', 'a', 'b']) {
    const { headers, rawPayload } = await get(`/${name}`)
    tags.add(headers.etag)
    t.equal(headers['content-encoding'], 'br')
    t.equal(brotliDecompressSync(rawPayload).toString(), name.repeat(5_000))
  }
  t.equal(tags.size, 1, 'their tags are the same')
})

t.test('a stream that nothing stands for goes on as it is, and one that breaks off is not kept', async t => {
  const app = Fastify()
  t.teardown(() => app.close())
  await app.register(compressed)
  let isBroken = true
  app.get('/stream', (_request, reply) => reply.type('text/plain').send(Readable.from(['x'.repeat(5_000)])))
  app.get('/tagged', (_request, reply) => {
    const content = Readable.from(isBroken ? broken() : ['y'.repeat(5_000)])
    return reply.type('text/plain').header('etag', 'W/"1"').send(content)
  })
  const get = (url: string) => app.inject({ url, headers: { 'accept-encoding': 'br' } })
  const plain = await get('/stream')
  t.match([plain.body.length, plain.headers['content-encoding']], [5_000, undefined])
  t.equal((await get('/tagged')).statusCode, 500)
  isBroken = false
  t.equal(brotliDecompressSync((await get('/tagged')).rawPayload).toString(), 'y'.repeat(5_000))
})

function* broken() {
  yield 'y'
  throw new Error('it broke off')
}

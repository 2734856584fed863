import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'

/** What to compress with, by the name of the coding, the better one first. */
const CODINGS = {
  // The best takes seconds for the largest file, and saves little more.
  br: (bytes: Buffer) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (bytes: Buffer) => promisify(gzip)(bytes),
} as const
type Coding = keyof typeof CODINGS

/** Less is not worth it. */
const SMALLEST = 1_000

/**
 * Compresses a scope's files and documents once, and keeps them: they do not change while the process lives, and a
 * megabyte that is compressed for each of many clients would take the processor from everybody else.
 */
export default fp(
  async function compressed(app) {
    const kept = new Map<string, Promise<Buffer>>()

    /** @param tag stands for the content: there are only as many as there are files */
    function once(coding: Coding, tag: string, content: Readable | string) {
      const key = `${coding} ${tag}`
      const known = kept.get(key)
      if (known) {
        if (typeof content !== 'string') content.destroy()
        return known
      }
      const making = toBuffer(content).then(CODINGS[coding])
      kept.set(key, making)
      making.catch(() => kept.delete(key))
      return making
    }

    app.addHook('onSend', async function send(request, reply, payload) {
      const content = payload as Readable | string | null
      // A picture of this kind is a text.
      if (reply.getHeader('content-type') === 'image/svg+xml') reply.type('image/svg+xml; charset=utf-8')
      const tag = reply.statusCode === 200 && content ? tagOf(content, request, reply) : undefined
      if (tag === undefined || content === null) return payload
      reply.header('vary', 'accept-encoding')
      const coding = codingFor(request)
      if (coding === undefined || request.method !== 'GET') return payload
      const bytes = await once(coding, tag, content)
      reply.header('content-encoding', coding).header('content-length', bytes.length)
      return bytes
    })
  },
  { name: 'compressed', fastify: '5.x' },
)

/**
 * A file's tag is its size and time, and packages give all of their files one time: so it needs its route as well. Not its
 * URL, of which there is no end: a client may write one path in many ways. A text stands for itself.
 */
function tagOf(content: Readable | string, { routeOptions }: FastifyRequest, reply: FastifyReply) {
  const etag = reply.getHeader('etag')
  if (content instanceof Readable) return etag === undefined ? undefined : `${routeOptions.url} ${etag}`
  return typeof content === 'string' && content.length > SMALLEST ? content : undefined
}

/** The best coding that a client takes (RFC 9110, 12.5.3). */
function codingFor({ headers }: FastifyRequest) {
  const taken = String(headers['accept-encoding'] ?? '')
    .toLowerCase()
    .split(',')
  const takes = (coding: Coding) =>
    taken.some(part => part.split(';', 1)[0]?.trim() === coding && !/;\s*q=0(?:\.0*)?\s*$/.test(part))
  return (Object.keys(CODINGS) as Coding[]).find(takes)
}

const toBuffer = (content: Readable | string) =>
  typeof content === 'string' ? Promise.resolve(Buffer.from(content)) : buffer(content)

import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'

/** The compressors by the name of their coding, the better one first. */
const CODINGS = {
  // The highest quality takes seconds for the largest file, and saves little more.
  br: (bytes: Buffer) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (bytes: Buffer) => promisify(gzip)(bytes),
} as const
type Coding = keyof typeof CODINGS
/** Identifies a content: a file is always the same buffer, and equal strings are the same key. */
type Content = Buffer | string

/** The smallest content worth compressing, in bytes or characters. */
const SMALLEST = 1_000

/**
 * Compresses a scope's files and documents once and keeps the results: compressing a megabyte for each of many clients
 * would use up the CPU. Contents must not change while the process runs, because each one is kept.
 */
export default fp(
  async function compressed(app) {
    const kept = { br: new Map<Content, Promise<Buffer>>(), gzip: new Map<Content, Promise<Buffer>>() }

    function once(coding: Coding, content: Content) {
      const known = kept[coding].get(content)
      if (known) return known
      const making = CODINGS[coding](Buffer.from(content))
      kept[coding].set(content, making)
      return making
    }

    app.addHook('onSend', async function send(request, reply, payload) {
      const content = payload as Content | null
      if (reply.statusCode !== 200 || content === null || content.length < SMALLEST) return payload
      reply.header('vary', 'accept-encoding')
      const coding = codingFor(request)
      if (coding === undefined || request.method !== 'GET') return payload
      const bytes = await once(coding, content)
      reply.header('content-encoding', coding).header('content-length', bytes.length)
      return bytes
    })
  },
  { name: 'compressed', fastify: '5.x' },
)
/** The best coding that a client accepts (RFC 9110, 12.5.3). */
function codingFor({ headers }: FastifyRequest) {
  const taken = String(headers['accept-encoding'] ?? '')
    .toLowerCase()
    .split(',')
  const takes = (coding: Coding) =>
    taken.some(part => part.split(';', 1)[0]?.trim() === coding && !/;\s*q=0(?:\.0*)?\s*$/.test(part))
  return (Object.keys(CODINGS) as Coding[]).find(takes)
}

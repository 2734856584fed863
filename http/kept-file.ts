import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { selectedBytes, type Validators } from './preconditions.ts'

/**
 * A file that is served from memory. The files of the page and of Swagger UI are few and take 2 MB together. A stream
 * per download would hold a descriptor each, which clients could use up; this way all downloads share the same bytes.
 */
export interface KeptFile extends Validators {
  bytes: Buffer
  type: string
  /** A short digest of the content. */
  digest: string
}

const TYPES: Record<string, string> = {
  '.js': 'application/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.png': 'image/png',
}

/**
 * Reads a file that is to be served.
 * @param edit changes the text of the file. It is then as new as the process, because settings may have changed it
 */
export async function keepFile(url: URL, edit?: (text: string) => string): Promise<KeptFile> {
  const original = await readFile(url)
  const bytes = edit ? Buffer.from(edit(original.toString())) : original
  const modified = bytes.equals(original) ? (await stat(url)).mtime : new Date()
  const digest = createHash('sha256').update(bytes).digest('base64url').slice(0, 12)
  return {
    bytes,
    digest,
    type: TYPES[extname(fileURLToPath(url))] as string,
    // Weak, because the same tag is used for the compressed forms.
    etag: `W/"${digest}"`,
    lastModified: modified.toUTCString(),
    length: bytes.length,
  }
}

/** Adds the route of a file. @param extra headers in addition to the file's own */
export function serveFile(
  app: FastifyInstance,
  url: string,
  file: KeptFile,
  extra: (request: FastifyRequest) => Record<string, string>,
) {
  const method = ['GET', 'HEAD']
  app.route({ url, method, schema: { hide: true }, handler: sendFile })

  /** Sends the file or a part of it. @throws 400 if a precondition fails or the range is outside of the file */
  async function sendFile(request: FastifyRequest, reply: FastifyReply) {
    const selected = selectedBytes(request.headers, file)
    const { etag, lastModified, length, bytes } = file
    reply.headers({ ...extra(request), 'accept-ranges': 'bytes', 'last-modified': lastModified, etag })
    if (selected === 'unchanged') return reply.code(304).send()
    reply.type(file.type)
    if (selected === 'whole') return reply.send(bytes)
    const { first, last } = selected
    return reply
      .code(206)
      .header('content-range', `bytes ${first}-${last}/${length}`)
      .send(bytes.subarray(first, last + 1))
  }
}

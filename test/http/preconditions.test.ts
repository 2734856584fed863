import t from 'tap'
import { build } from '../kit/app.ts'

const FILE = '/docs/static/swagger-ui.css'
const LONG_AGO = 'Mon, 01 Jan 1990 00:00:00 GMT'

t.test('conditional and range requests for a file follow RFC 9110, for GET and HEAD', async t => {
  const app = await build(t)
  const { headers } = await app.inject(FILE)
  const [etag, date] = [String(headers.etag), String(headers['last-modified'])]
  const length = Number(headers['content-length'])
  const cases: [headers: Record<string, string>, status: number, range?: [first: number, last: number]][] = [
    [{}, 200],
    [{ 'if-none-match': etag }, 304],
    [{ 'if-none-match': etag.replace('W/', '') }, 304],
    [{ 'if-none-match': `"x", ${etag}` }, 304],
    [{ 'if-none-match': '*' }, 304],
    [{ 'if-none-match': etag, 'cache-control': 'no-cache' }, 200],
    [{ 'if-none-match': '"x"', 'if-modified-since': date }, 200],
    [{ 'if-modified-since': date }, 304],
    [{ 'if-modified-since': LONG_AGO }, 200],
    [{ 'if-modified-since': 'x' }, 200],
    [{ 'if-match': etag }, 200],
    [{ 'if-match': '*' }, 200],
    [{ 'if-match': '"x"' }, 400],
    [{ 'if-unmodified-since': date }, 200],
    [{ 'if-unmodified-since': LONG_AGO }, 400],
    [{ 'if-unmodified-since': 'x' }, 200],
    [{ range: 'bytes=0-9' }, 206, [0, 9]],
    [{ range: 'bytes= 0-9' }, 206, [0, 9]],
    [{ range: 'bytes=10-' }, 206, [10, length - 1]],
    [{ range: 'bytes=-5' }, 206, [length - 5, length - 1]],
    [{ range: `bytes=-${length + 1}` }, 206, [0, length - 1]],
    [{ range: 'bytes=0-999999999' }, 206, [0, length - 1]],
    [{ range: `bytes=${length - 1}-` }, 206, [length - 1, length - 1]],
    [{ range: `bytes=${length}-` }, 400],
    [{ range: 'bytes=5-4' }, 400],
    [{ range: 'bytes=-0' }, 400],
    [{ range: 'bytes=' }, 400],
    [{ range: 'bytes=x' }, 400],
    [{ range: 'bytes=0-1,3-4' }, 200],
    [{ range: 'lines=0-1' }, 200],
    [{ range: 'bytes=0-9', 'if-range': etag }, 206, [0, 9]],
    [{ range: 'bytes=0-9', 'if-range': '"x"' }, 200],
    [{ range: 'bytes=0-9', 'if-range': date }, 206, [0, 9]],
    [{ range: 'bytes=0-9', 'if-range': LONG_AGO }, 200],
  ]
  for (const method of ['GET', 'HEAD'] as const)
    for (const [given, status, range] of cases) {
      const reply = await app.inject({ method, url: FILE, headers: given })
      const name = `${method} ${JSON.stringify(given)}`
      t.equal(reply.statusCode, status, name)
      if (status === 400) continue
      const [first, last] = range ?? [0, length - 1]
      const sent = status === 304 ? undefined : last - first + 1
      t.match(reply.headers, { etag, 'last-modified': date, 'accept-ranges': 'bytes' }, name)
      t.equal(reply.headers['content-length'], sent?.toString(), name)
      t.equal(reply.headers['content-range'], range && `bytes ${first}-${last}/${length}`, name)
      t.equal(reply.rawPayload.length, method === 'HEAD' ? 0 : (sent ?? 0), name)
    }
})

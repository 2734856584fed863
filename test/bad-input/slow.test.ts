import t from 'tap'
import { head } from '../kit/http.ts'
import { type Case, check, serve } from './service.ts'

const service = await serve(t)
const KEY_PATH = `/api/v1/keys/${service.id}`
const HOST = 'Host: keyward.test'
const CLOSE = 'Connection: close'
const COOKIE = `Cookie: ${service.owner.cookie}`

t.test('a body that arrives byte by byte is awaited, up to the timeout', async t => {
  const drip = (text: string) => [...text.repeat(100)]
  const slow: Case[] = [
    {
      name: 'headers',
      send: 'GET /healthz HTTP/1.1\r\nX-Slow: ',
      drip: drip('x'),
      status: 408,
      code: 'request_timeout',
    },
    {
      name: 'a body',
      send: head(`DELETE ${KEY_PATH} HTTP/1.1`, HOST, COOKIE, 'Content-Type: application/json', 'Content-Length: 1000'),
      drip: drip(' '),
      status: 408,
      code: 'request_timeout',
    },
    {
      name: 'chunks',
      send: head(
        `DELETE ${KEY_PATH} HTTP/1.1`,
        HOST,
        COOKIE,
        'Content-Type: application/json',
        'Transfer-Encoding: chunked',
      ),
      drip: drip('1').map(() => '1\r\n \r\n'),
      status: 408,
    },
    {
      name: 'a body that is not read',
      send: head('POST /nowhere HTTP/1.1', HOST, CLOSE, 'Content-Length: 1000'),
      drip: drip(' '),
      status: 404,
    },
    { name: 'a request that never comes', send: 'G', status: 408 },
  ]
  await Promise.all(slow.map(one => check(t, service, { ...one, within: 15_000 })))
})

import t from 'tap'
import { requestId } from '../../http/request-id.ts'

/** The hexadecimal digits of a random UUID (RFC 9562, version 4) that may have any value. */
const RANDOM_DIGITS = 30

t.test('a request ID cannot be guessed and does not reveal the number of requests', async t => {
  const ids = Array.from({ length: 1_000 }, requestId)
  t.equal(new Set(ids).size, ids.length)
  for (const id of ids) t.match(id, /^req_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  const places = [...(ids[0] ?? '')].map((_, at) => new Set(ids.map(id => id[at])).size)
  t.equal(places.filter(values => values === 16).length, RANDOM_DIGITS)
})

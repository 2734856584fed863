import { once } from 'node:events'
import { connect } from 'node:net'
import t from 'tap'
import { isOutage } from '../../db/connection/outage.ts'
import { freePort } from '../kit/process.ts'

t.test('a host whose addresses all fail to respond is an outage', async t => {
  const addresses = ['127.0.0.1', '127.0.0.2'].map(address => ({ address, family: 4 }))
  const lookup = (_host: string, _options: object, found: (error: null, addresses: object[]) => void) =>
    found(null, addresses)
  const socket = connect({ host: 'database.example', port: await freePort(), lookup: lookup as never })
  const [error] = await once(socket, 'error').catch(error => [error])
  t.ok(error instanceof AggregateError, 'Node has tried both')
  t.ok(isOutage(error))
  t.ok(isOutage(new AggregateError([new Error('the first has none'), ...error.errors])), 'whichever says so')
})

t.test('a bug is not an outage, for any thrown value', async t => {
  for (const thrown of [new Error('a bug'), new AggregateError([]), 'a text', undefined, null, 23505])
    t.notOk(isOutage(thrown), String(thrown))
  t.notOk(isOutage(Object.assign(new Error('duplicate key'), { code: '23505' })))
})

t.test('a transaction that the server ended because the instance was frozen in it is an outage', async t => {
  const message = 'terminating connection due to idle-in-transaction timeout'
  t.ok(isOutage(Object.assign(new Error(message), { code: '25P03' })))
})

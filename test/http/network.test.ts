import t from 'tap'
import { loopback } from '../../config/loopback.ts'
import { addressIn, clientOf, trusting } from '../../http/network.ts'

const networksOf = (ip: string) => clientOf({ ip, socket: {} }).networks

t.test('a client is counted by its IPv4 address or IPv6 /64, and by the networks around it', async t => {
  t.same(networksOf('2001:DB8:1:2::1'), ['2001:db8:1:2', '2001:db8:1', '2001:db8'])
  t.same(networksOf('203.0.113.7'), ['203.0.113.7', '203.0.113', '203.0'])
  const same: [string, string][] = [
    ['2001:db8:1:2::1', '2001:db8:1:2:ffff:ffff:ffff:ffff'],
    ['2001:DB8:1:2::1', '2001:0db8:0001:0002:0::9'],
    ['fe80::1%eth0', 'fe80::2%eth1'],
    ['203.0.113.7', '::ffff:203.0.113.7'],
    ['203.0.113.7', '::ffff:cb00:7107'],
    ['203.0.113.7', '203.0.113.7:51234'],
  ]
  for (const [a, b] of same) t.same(networksOf(a), networksOf(b), `${a} and ${b}`)
  const different: [string, string][] = [
    ['2001:db8:1:2::1', '2001:db8:1:3::1'],
    ['203.0.113.7', '203.0.113.8'],
    ['::1', '127.0.0.1'],
  ]
  for (const [a, b] of different) t.not(networksOf(a)[0], networksOf(b)[0], `${a} and ${b}`)
})

const FORMS: [written: string, address: string][] = [
  ['203.0.113.7', '203.0.113.7'],
  ['203.0.113.7:51234', '203.0.113.7'],
  ['"203.0.113.7:51234"', '203.0.113.7'],
  ['for=203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['[::ffff:203.0.113.7]:443', '203.0.113.7'],
  ['2001:DB8::0:1', '2001:db8::1'],
  ['[2001:db8::1]', '2001:db8::1'],
  ['[2001:db8::1]:443', '2001:db8::1'],
  ['For="[2001:db8::1]:443"', '2001:db8::1'],
  ['fe80::1%eth0', 'fe80::1'],
  ['[fe80::1%eth0]:443', 'fe80::1'],
]
const NO_ADDRESSES = [
  '',
  'x',
  '1',
  'unknown',
  'for=_hidden',
  '203.0.113',
  '203.0.113.7:',
  '203.0.113.7:port',
  '203.0.113.7:123456',
  '0203.0.113.7',
  '[203.0.113.7',
  '[]:443',
  '203.0.113.7, 10.0.0.1',
  '203.0.113.7"for"10.0.0.1',
  "'; drop",
  `fe80::1%${'0'.repeat(100)}`,
]

t.test('an address is recognized in every form that proxies write, and in no other text', async t => {
  for (const [written, address] of FORMS) t.equal(addressIn(written), address, written)
  for (const none of NO_ADDRESSES) t.equal(addressIn(none), undefined, none)
})

t.test('if a proxy sends something other than an address, the client is the proxy', async t => {
  const socket = { remoteAddress: '::ffff:10.0.0.1' }
  for (const ip of [...NO_ADDRESSES, undefined]) t.equal(clientOf({ ip, socket }).address, '10.0.0.1', String(ip))
  t.equal(clientOf({ ip: '203.0.113.7:80', socket }).address, '203.0.113.7')
  t.equal(clientOf({ ip: undefined, socket: {} }).address, null, 'a client that is gone has none')
})

t.test('a listed proxy is trusted in every form of its address, and no other is', async t => {
  t.equal(trusting([]), false)
  const trust = trusting(['10.0.0.0/8', '2001:db8::/32', '::1', 'fe80::1%eth0'])
  if (!trust) return t.fail('nothing is trusted')
  for (const proxy of ['10.1.2.3', '10.1.2.3:4567', '::ffff:10.1.2.3', '[2001:db8:5::1]:443', '::1', 'fe80::1%eth1'])
    t.ok(trust(proxy), proxy)
  for (const other of ['11.0.0.1', '11.0.0.1:10', '2001:db9::1', '::2', 'unknown', '']) t.notOk(trust(other), other)
})

t.test('only this machine is loopback, and no similar name', async t => {
  for (const host of ['127.0.0.1', '127.9.9.9', '::1', '[::1]', 'localhost', 'LOCALHOST', '::ffff:127.0.0.1'])
    t.ok(loopback(host), host)
  for (const host of [
    '0.0.0.0',
    '::',
    '10.0.0.1',
    '127.0.0.1.example',
    'localhost.example',
    '',
    '128.0.0.1',
    undefined,
  ])
    t.notOk(loopback(host), String(host))
})

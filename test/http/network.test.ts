import t from 'tap'
import { canonicalAddress, clientNetwork, loopback } from '../../http/network.ts'

t.test('an IPv6 client is its /64, an IPv4 client its address, however it is spelt', async t => {
  const same: [string, string][] = [
    ['2001:db8:1:2::1', '2001:db8:1:2:ffff:ffff:ffff:ffff'],
    ['2001:DB8:1:2::1', '2001:0db8:0001:0002:0::9'],
    ['fe80::1%eth0', 'fe80::2%eth1'],
    ['203.0.113.7', '::ffff:203.0.113.7'],
    ['203.0.113.7', '::ffff:cb00:7107'],
    ['what is none', 'nor this'],
  ]
  t.equal(clientNetwork(undefined), clientNetwork('what is none'), 'whoever has none is one client')
  for (const [a, b] of same) t.equal(clientNetwork(a), clientNetwork(b), `${a} and ${b}`)
  const different: [string, string][] = [
    ['2001:db8:1:2::1', '2001:db8:1:3::1'],
    ['203.0.113.7', '203.0.113.8'],
    ['::1', '127.0.0.1'],
  ]
  for (const [a, b] of different) t.not(clientNetwork(a), clientNetwork(b), `${a} and ${b}`)
})

t.test('an address is one that PostgreSQL takes, or none', async t => {
  t.equal(canonicalAddress('fe80::1%eth0'), 'fe80::1')
  t.equal(canonicalAddress('::ffff:203.0.113.7'), '203.0.113.7')
  t.equal(canonicalAddress('2001:DB8::0:1'), '2001:db8::1')
  for (const none of [
    '',
    'x',
    '1',
    '203.0.113.7:80',
    '[::1]',
    '203.0.113',
    '203.0.113.7, 10.0.0.1',
    "'; drop",
    undefined,
  ])
    t.equal(canonicalAddress(none), undefined, String(none))
})

t.test('loopback is this machine and nothing that looks like it', async t => {
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

import t, { type Test } from 'tap'
import { clientOf } from '../../http/network.ts'
import { type Networks, NetworkWindows } from '../../limits/network-windows.ts'

const LIMIT = 3
const START = 1_795_426_200_000
const MINUTE_MS = 60_000

const at = (ip: string): Networks => clientOf({ ip, socket: {} }).networks
const hex = (number: number) => number.toString(16)

/** Sends requests from one address until one is rejected. @returns the number of admitted ones */
function admitted(windows: NetworkWindows, ip: string) {
  let count = 0
  while (windows.take(at(ip))) count++
  return count
}

t.test('an address has exactly the limit per minute, and the whole limit in the next', async t => {
  const clock = stopClock(t)
  const windows = new NetworkWindows(LIMIT)
  for (const ip of ['203.0.113.7', '203.0.113.8', '2001:db8::1']) {
    t.same(windows.state(at(ip)), { limit: LIMIT, remaining: LIMIT, reset: START / 1000 + 60 }, ip)
    t.equal(admitted(windows, ip), LIMIT, ip)
    t.same(windows.state(at(ip)), { limit: LIMIT, remaining: 0, reset: START / 1000 + 60 }, ip)
  }
  clock.now = START - MINUTE_MS
  t.notOk(windows.take(at('203.0.113.7')), 'a clock that is set back starts no second window')
  clock.now = START + MINUTE_MS
  t.equal(windows.state(at('203.0.113.7')).remaining, LIMIT)
  t.ok(windows.take(at('203.0.113.7')))
})

t.test('an IPv6 /48 has 16 times the limit of a /64, and a /32 has 256 times', async t => {
  stopClock(t)
  const windows = new NetworkWindows(LIMIT)
  const counted = { site: 0, provider: 0 }
  for (let subnet = 0; subnet < 100; subnet++) counted.site += admitted(windows, `2001:db8:1:${hex(subnet)}::1`)
  t.equal(counted.site, 16 * LIMIT)
  t.equal(windows.state(at('2001:db8:1:ffff::1')).remaining, 0, 'a newcomer of the site has none left')
  t.equal(admitted(windows, '2001:db8:2::1'), LIMIT, 'its neighbor has')

  for (let site = 3; site < 1_000; site++) counted.provider += admitted(windows, `2001:db8:${hex(site)}::1`)
  t.equal(counted.provider, 256 * LIMIT - 16 * LIMIT - LIMIT)
  t.equal(admitted(windows, '2001:db8:ffff::1'), 0)
  t.equal(admitted(windows, '2001:db9::1'), LIMIT, 'another provider has its own')
})

t.test('all addresses of an IPv4 network have the whole limit each', async t => {
  stopClock(t)
  const windows = new NetworkWindows(LIMIT)
  for (let host = 0; host < 256; host++) t.equal(admitted(windows, `203.0.113.${host}`), LIMIT)
})

t.test('after 50,000 networks a new one shares a window only with its own wider network', async t => {
  stopClock(t)
  const windows = new NetworkWindows(LIMIT)
  let counted = 0
  for (let provider = 0; provider < 80; provider++) {
    const of = `2a00:${hex(provider)}`
    for (let site = 0; site < 1_000; site++)
      if (windows.take([`${of}:${hex(site)}:0`, `${of}:${hex(site)}`, of])) counted++
  }
  t.equal(counted, 80 * 256 * LIMIT, 'each provider takes what it may, most of them after the table of /64s is full')
  t.equal(windows.state(at('2a00:0:0::1')).remaining, 0)
  t.equal(windows.state(at('2001:db8:7:1::1')).remaining, LIMIT, 'a newcomer of another provider is free')
  t.ok(admitted(windows, '2001:db8:7:1::1') >= LIMIT)
  t.equal(admitted(windows, '203.0.113.7'), LIMIT, 'IPv4 is counted separately')

  let hosts = 0
  for (let host = 0; host < 60_000; host++) {
    const of = `10.${host >> 8}`
    if (windows.take([`${of}.${host & 255}.1`, `${of}.${host & 255}`, of])) hosts++
  }
  t.equal(hosts, 60_000, 'however many IPv4 addresses there are')
  t.equal(windows.state(at('203.0.113.8')).remaining, LIMIT)
  t.equal(windows.state(at('203.0.113.7')).remaining, 0, 'and the early ones keep their windows')
})

t.test('if 50,000 networks of the widest size are counted, further ones share one window', async t => {
  stopClock(t)
  const windows = new NetworkWindows(1)
  for (let provider = 0; provider < 50_000; provider++)
    windows.take([`${hex(provider)}:0:0:0`, `${hex(provider)}:0:0`, `${hex(provider)}:0`])
  let shared = 0
  while (windows.take([`new:${shared}:0:0`, `new:${shared}:0`, `new:${shared}`])) shared++
  t.equal(shared, 256)
})

/** Stops the clock of this process at the start of a minute until the test ends. */
function stopClock(t: Test) {
  const clock = { now: START }
  const real = Date.now
  Date.now = () => clock.now
  t.teardown(() => {
    Date.now = real
  })
  return clock
}

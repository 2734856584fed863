import { BlockList, isIP, isIPv4 } from 'node:net'
import ipaddr from 'ipaddr.js'
import { BoundedMap } from '../limits/bounded-map.ts'
import type { Networks } from '../limits/network-windows.ts'

/** The origin of a request. */
export interface Client {
  /**
   * In a form that PostgreSQL accepts: without port or zone, and never IPv4 in IPv6 form. Null once the socket is
   * closed.
   */
  address: string | null
  networks: Networks
}

/** Longer than any address, so that a remembered one takes a bounded number of bytes. */
const LONGEST_TEXT = 100
const MOST_REMEMBERED = 10_000

/**
 * The forms in which proxies write an address: `203.0.113.7:51234`, `[2001:db8::1]:443`, and both as in `Forwarded`,
 * with `for=` and quotes. IPv6 without brackets cannot have a port, because the port would look like another group.
 */
const FORM = /^(?:for=)?"?(?:\[([^\]"]*)\](?::\d{1,5})?|([\d.]+)(?::\d{1,5})?|([^"]*))"?$/i

/** @returns the address in a text, without its port, brackets and zone; undefined if the text is anything else */
export function addressIn(text: string | undefined): string | undefined {
  if (text === undefined || text.length > LONGEST_TEXT) return undefined
  if (isIPv4(text)) return text
  const [, bracketed, ipv4, bare] = FORM.exec(text) ?? []
  const address = (bracketed ?? ipv4 ?? bare ?? '').replace(/%.*$/, '')
  return isIP(address) === 0 ? undefined : ipaddr.process(address).toString()
}

/**
 * Fastify's `trustProxy`. Fastify's own implementation treats a proxy whose address has a port as the client.
 * @param proxies addresses and CIDR ranges
 */
export function trusting(proxies: readonly string[]): false | ((address: string) => boolean) {
  if (proxies.length === 0) return false
  const trusted = new BlockList()
  for (const proxy of proxies) {
    const [address = '', bits] = proxy.split('/')
    const family = isIPv4(address) ? 'ipv4' : 'ipv6'
    trusted.addSubnet(address.replace(/%.*$/, ''), Number(bits ?? (family === 'ipv4' ? 32 : 128)), family)
  }
  return text => {
    // Remembered, because a dual-stack socket writes IPv4 as `::ffff:10.0.0.1`, and parsing that takes 5 µs.
    const address = clientAt(text)?.address
    return address != null && trusted.check(address, isIPv4(address) ? 'ipv4' : 'ipv6')
  }
}

/** Remembered, because parsing an IPv6 address takes longer than the rest of a limit check. */
const remembered = new BoundedMap<string, Client>(MOST_REMEMBERED)
/** Shared only by requests whose client is gone, and so reads no response. */
const GONE: Client = { address: null, networks: ['gone', 'gone', 'gone'] }

/**
 * The client of a request. If a trusted proxy passes on something that is not an address, the client is the proxy.
 * @param request read before the first await: once a client has disconnected, its address is gone
 */
export const clientOf = ({ ip, socket }: { ip: string | undefined; socket: { remoteAddress?: string | undefined } }) =>
  clientAt(ip) ?? clientAt(socket.remoteAddress) ?? GONE

function clientAt(text: string | undefined): Client | undefined {
  if (text === undefined) return undefined
  const known = remembered.get(text)
  if (known) return known
  const address = addressIn(text)
  if (address === undefined) return undefined
  const client = { address, networks: networksOf(address) }
  remembered.set(text, client)
  return client
}

function networksOf(address: string): Networks {
  const ipv4 = isIPv4(address)
  const parts = ipv4 ? address.split('.') : ipaddr.IPv6.parse(address).parts.map(part => part.toString(16))
  const first = (count: number) => parts.slice(0, count).join(ipv4 ? '.' : ':')
  return [first(4), first(3), first(2)]
}

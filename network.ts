import ipaddr from 'ipaddr.js'

/** Whether a host name or address is this machine's own. */
export function loopback(host: string) {
  const name = host.replace(/^\[|\]$/g, '').toLowerCase()
  if (name === 'localhost') return true
  return ipaddr.isValid(name) && ipaddr.process(name).range() === 'loopback'
}

/** What counts as one client: an IPv4 address, or the /64 that an IPv6 host can take any address from. */
export function clientNetwork(address: string) {
  if (!address.includes(':')) return address
  if (!ipaddr.isValid(address)) return address
  const parsed = ipaddr.process(address)
  return parsed.kind() === 'ipv4' ? parsed.toString() : (parsed as ipaddr.IPv6).parts.slice(0, 4).join(':')
}

import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** Whether a host name or address is this machine's loopback; undefined is not. */
export function loopback(host: string | undefined) {
  if (host === undefined) return false
  const name = host.replace(/^\[|\]$/g, '').toLowerCase()
  if (name === 'localhost') return true
  return ipaddr.isValid(name) && ipaddr.process(name).range() === 'loopback'
}

/**
 * @param text a presumed address; undefined for a socket that is closed or not a network socket
 * @returns the address as PostgreSQL accepts it, without a zone or IPv4 in IPv6 form; undefined if it is not one
 */
export function canonicalAddress(text: string | undefined) {
  return text === undefined || isIP(text) === 0 ? undefined : ipaddr.process(text.replace(/%.*$/, '')).toString()
}

/** What counts as one client: an IPv4 address, or the /64 from which an IPv6 host can take any address. */
export function clientNetwork(address: string | undefined) {
  const canonical = canonicalAddress(address)
  if (!canonical?.includes(':')) return canonical ?? 'unknown'
  return ipaddr.IPv6.parse(canonical).parts.slice(0, 4).join(':')
}

import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** Whether a host name or address is this machine's own; what has none is not of this machine. */
export function loopback(host: string | undefined) {
  if (host === undefined) return false
  const name = host.replace(/^\[|\]$/g, '').toLowerCase()
  if (name === 'localhost') return true
  return ipaddr.isValid(name) && ipaddr.process(name).range() === 'loopback'
}

/**
 * @param text what stands for an address; a socket that is not of the network, or gone, has none
 * @returns the address as PostgreSQL takes it, without a zone or IPv4 spelt as IPv6; undefined when it is none
 */
export function canonicalAddress(text: string | undefined) {
  return text === undefined || isIP(text) === 0 ? undefined : ipaddr.process(text.replace(/%.*$/, '')).toString()
}

/** What counts as one client: an IPv4 address, or the /64 that an IPv6 host can take any address from. */
export function clientNetwork(address: string | undefined) {
  const canonical = canonicalAddress(address)
  if (!canonical?.includes(':')) return canonical ?? 'unknown'
  return ipaddr.IPv6.parse(canonical).parts.slice(0, 4).join(':')
}

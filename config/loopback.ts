import ipaddr from 'ipaddr.js'

/** Whether a host name or address is this machine's loopback interface; false for undefined. */
export function loopback(host: string | undefined) {
  if (host === undefined) return false
  const name = host.replace(/^\[|\]$/g, '').toLowerCase()
  if (name === 'localhost') return true
  return ipaddr.isValid(name) && ipaddr.process(name).range() === 'loopback'
}

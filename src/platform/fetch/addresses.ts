import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

// All that IPv6 gives out (RFC 4291); what lies outside is private, mapped, translated or to come.
const globalUnicast = '2000::/3'
// Beyond what `range()` knows: the former 6bone, and where Azure answers its own machines.
const alsoRefused = ['3ffe::/16', '168.63.129.16/32']

/** Whether an address, as a resolver or a URL gives it, is one that anybody on the internet can reach. */
export function isPublicAddress(text: string): boolean {
  const address = parse(text)
  if (address?.range() !== 'unicast' || isWithin(text, alsoRefused)) return false
  return address.kind() === 'ipv4' || isWithin(text, [globalUnicast])
}

/** Whether an address lies in one of the networks (CIDR). */
export function isWithin(text: string, networks: readonly string[]): boolean {
  const address = parse(text)
  return networks.some((cidr) => {
    const [network, bits] = ipaddr.parseCIDR(cidr)
    return network.kind() === address?.kind() && address.match(network, bits)
  })
}

// The library also reads zones, and octal and shortened spellings, on which two readers may differ.
function parse(text: string) {
  return isIP(text) !== 0 && !text.includes('%') ? ipaddr.parse(text) : undefined
}

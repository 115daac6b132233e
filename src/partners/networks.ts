import ipaddr from 'ipaddr.js'

/** Whether an address lies in one of the networks. */
export function isWithin(ip: string, cidrs: string[]): boolean {
  // A trusted proxy may pass on what is no address at all.
  if (!ipaddr.isValid(ip)) return false
  const address = ipaddr.process(ip)
  return cidrs.some((cidr) => {
    const [network, bits] = ipaddr.parseCIDR(cidr)
    return network.kind() === address.kind() && address.match(network, bits)
  })
}

/** Whether every address of a network lies in one of the others. */
export function isNetworkWithin(cidr: string, cidrs: string[]): boolean {
  const [address, bits] = ipaddr.parseCIDR(cidr)
  return cidrs.some((other) => {
    const [network, widest] = ipaddr.parseCIDR(other)
    return network.kind() === address.kind() && bits >= widest && address.match(network, widest)
  })
}

import { describe, expect, test } from 'vitest'
import { checkUrl } from '../../../src/platform/fetch/check-url.ts'
import { anInternet, publicAddress } from './support/internet.ts'

const refusedAddresses = [
  ['0.0.0.0', 'this host'],
  ['0.1.2.3', 'this network'],
  ['10.0.0.1', 'private'],
  ['100.64.0.1', 'carrier-grade NAT'],
  ['100.100.100.200', 'metadata of Alibaba'],
  ['127.0.0.1', 'loopback'],
  ['127.255.255.254', 'loopback to its end'],
  ['168.63.129.16', 'metadata of Azure'],
  ['169.254.169.254', 'metadata of most clouds'],
  ['172.16.0.1', 'private'],
  ['172.31.255.254', 'private to its end'],
  ['192.0.0.192', 'metadata of Oracle'],
  ['192.0.2.1', 'documentation'],
  ['192.88.99.1', '6to4 relay'],
  ['192.168.1.1', 'private'],
  ['198.18.0.1', 'benchmarks'],
  ['198.51.100.1', 'documentation'],
  ['203.0.113.1', 'documentation'],
  ['224.0.0.1', 'multicast'],
  ['240.0.0.1', 'reserved'],
  ['255.255.255.255', 'broadcast'],
  ['::', 'unspecified'],
  ['::1', 'loopback'],
  ['::7f00:1', 'compatible'],
  ['::ffff:127.0.0.1', 'mapped loopback'],
  ['::ffff:8.8.8.8', 'mapped'],
  ['::ffff:0:127.0.0.1', 'translated'],
  ['64:ff9b::7f00:1', 'NAT64'],
  ['64:ff9b:1::7f00:1', 'local NAT64'],
  ['100::1', 'discard'],
  ['2001::1', 'Teredo'],
  ['2001:db8::1', 'documentation'],
  ['2002:7f00:1::1', '6to4'],
  ['fd00:ec2::254', 'unique local'],
  ['fe80::1', 'link-local'],
  ['fec0::1', 'site-local'],
  ['ff02::1', 'multicast'],
] as const

describe.each(refusedAddresses)('%s (%s)', (address) => {
  const url = `http://${address.includes(':') ? `[${address}]` : address}/`

  test('is refused where it is registered', () => {
    expect(checkUrl(url)).toMatchObject({ allowed: false, code: 'private-address' })
  })

  test('is refused in an address, and behind a name even beside a good one', async () => {
    const { fetch, dialed } = await anInternet({
      'bad.example': { addresses: [address] },
      'mixed.example': { addresses: [publicAddress, address] },
    })

    await expect(fetch(url)).rejects.toMatchObject({ code: 'private-address' })
    await expect(fetch('http://bad.example/')).rejects.toMatchObject({ code: 'private-address' })
    await expect(fetch('http://mixed.example/')).rejects.toMatchObject({ code: 'private-address' })
    expect(dialed).toEqual([])
  })
})

test('there are 37 of them, each another', () => {
  expect(new Set(refusedAddresses.map(([address]) => address)).size).toBe(37)
})

test.each(['fe80::1%eth0', '2606:4700::1%1', '0177.0.0.1', 'localhost', ''])(
  'what a resolver must not answer is refused: "%s"',
  async (address) => {
    const { fetch, dialed } = await anInternet({ 'odd.example': { addresses: [address] } })

    await expect(fetch('http://odd.example/')).rejects.toMatchObject({ code: 'private-address' })
    expect(dialed).toEqual([])
  },
)

const spellings = [
  'http://2130706433/',
  'http://0x7f000001/',
  'http://0x7f.1/',
  'http://017700000001/',
  'http://0177.0.0.01/',
  'http://127.1/',
  'http://127.0.0.1./',
  'http://%31%32%37.0.0.1/',
  'http://１２７.0.0.1/',
  'http://127。0。0。1/',
  'http://[::ffff:127.0.0.1]/',
  'http://[0:0:0:0:0:ffff:7f00:1]/',
  'http://[::127.0.0.1]/',
  'http://localhost./',
  'http://LOCALHOST/',
  'http://www.localhost/',
  'http://0/',
  'http:\\\\127.0.0.1\\',
]

test.each(spellings)('%s is refused where it is registered and where it is fetched', async (url) => {
  const { fetch, dialed, searched } = await anInternet({})

  expect(checkUrl(url)).toMatchObject({ allowed: false })
  await expect(fetch(url)).rejects.toMatchObject({
    code: expect.stringMatching(/^(private-address|bad-url)$/),
  })
  expect({ dialed, searched }).toEqual({ dialed: [], searched: [] })
})

test('there are 18 spellings', () => {
  expect(new Set(spellings).size).toBe(18)
})

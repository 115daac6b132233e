import { describe, expect, test } from 'vitest'
import { checkUrl } from '../../../src/platform/fetch/check-url.ts'
import { anInternet, publicAddress } from './support/internet.ts'
import { refusedAddresses, spellings } from './support/refused.ts'

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

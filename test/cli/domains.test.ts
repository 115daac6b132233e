import { expect, test } from 'vitest'
import { aCommandLine, aPublisher } from './support/wirecopy.ts'

const nobody = {
  network: {
    resolve: async () => [],
    connect: () => {
      throw new Error('Nobody is connected to')
    },
  },
}

test('a host is looked at once, and told with what would show that it is its own', async () => {
  const { json, within } = await aCommandLine()
  const { id } = await json(...aPublisher())
  const [host] = (await json('partner', 'show', id)).domains
  const { dns } = (await json('partner', 'domains', id)).items[0].places
  const look = (resolveTxt: () => Promise<string[][]>, ...more: string[]) =>
    within(['partner', 'verify-domain', id, host, ...more], { ...nobody, resolveTxt })

  const missing = await look(async () => [])
  expect(missing.out + missing.err).toContain(dns.name)
  const found = JSON.parse((await look(async () => [[dns.value]], '--json')).out)
  expect(found).toMatchObject({ host, state: 'verified', method: 'dns' })
  expect((await json('partner', 'domains', id)).items).toMatchObject([{ host, state: 'verified' }])
})

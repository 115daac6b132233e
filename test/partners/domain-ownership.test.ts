import { expect, test } from 'vitest'
import { aHost, host } from './support/hosts.ts'

const file = '/.well-known/wirecopy-partner.txt'

test('the check passes by itself once every host is verified, and says how', async () => {
  const { pages, verify, ownership, challenge, partner } = await aHost({
    hosts: [host, 'www.news.example'],
  })
  pages[file] = challenge
  await verify()

  expect(await ownership()).toMatchObject({
    state: 'pass',
    history: [
      {
        ...{ verdict: 'pass', by: 'domains' },
        note: 'Every host is verified: news.example by file, www.news.example with news.example.',
      },
    ],
  })
  // Nobody has begun to look into it: staff may still vouch for it.
  expect((await partner.get('/v1/partner')).json()).toMatchObject({ status: 'applied' })
})

test('the check stays open while one host is not verified', async () => {
  const { pages, verify, ownership, challenge } = await aHost({ hosts: [host, 'other.example'] })
  pages[file] = challenge

  await verify()

  expect(await ownership()).toMatchObject({ state: 'open' })
})

test('what a person found fails by no proof', async () => {
  const { pages, verify, ownership, challenge, officer, path } = await aHost()
  await officer.call('PUT', `${path}/checks/domain-ownership`, {
    payload: { verdict: 'fail', note: 'The site was taken over.' },
  })
  pages[file] = challenge

  expect((await verify()).json()).toMatchObject({ state: 'verified' })

  expect(await ownership()).toMatchObject({ state: 'fail' })
})

test('a proof that is gone makes the host failing, and the check fail that had passed by itself', async () => {
  const { pages, verify, standing, ownership, challenge, product } = await aHost()
  pages[file] = challenge
  await verify()
  product.clock.advance(86_400_000)
  delete pages[file]

  await verify()

  expect(await standing()).toMatchObject({
    ...{ state: 'failing', method: 'file', verifiedAt: '2026-05-01T00:00:00.000Z' },
    lastFailure: `https://news.example${file} answers with status 404.`,
  })
  expect(await ownership()).toMatchObject({ state: 'fail', history: [{ by: 'domains' }, {}] })
  pages[file] = challenge
  await verify()
  expect(await standing()).toMatchObject({ state: 'verified', verifiedAt: '2026-05-02T00:00:00.000Z' })
  expect(await ownership()).toMatchObject({ state: 'pass' })
})

test('a host that could not be asked fails at the third time only', async () => {
  const { pages, verify, standing, challenge } = await aHost()
  pages[file] = challenge
  await verify()
  pages[file] = (_, response) => response.writeHead(502).end()

  await verify()
  await verify()
  expect(await standing()).toMatchObject({ state: 'verified', lastFailure: expect.stringContaining('502') })

  await verify()
  expect(await standing()).toMatchObject({ state: 'failing' })
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { inner, Namespace, outer, outerSix } from './namespace.ts'

let network: Namespace

beforeAll(async () => {
  network = await Namespace.start()
})

afterAll(() => network?.remove())

test.each([
  ['a name', 'http://news.example/', outer],
  ['a name that IPv6 alone knows', 'http://six.example/', outerSix],
  ['an address', `http://${outer}/`, outer],
  ['an IPv6 address', `http://[${outerSix}]/`, outerSix],
  ['a redirect', 'http://news.example/?to=http://six.example/', outerSix],
])('%s on the public internet is fetched', async (_, url, address) => {
  expect(await network.guarded(url)).toMatchObject({ body: `This is ${address}` })
})

test.each([
  ['private', `http://${inner}/`],
  ['decimal', 'http://167772161/'],
  ['octal', 'http://012.0.0.1/'],
  ['hexadecimal', 'http://0xa000001/'],
  ['shortened', 'http://10.1/'],
  ['mapped', `http://[::ffff:${inner}]/`],
  ['NAT64', `http://[64:ff9b::${inner}]/`],
  ['unique local', 'http://[fd00::1]/'],
  ['loopback', 'http://127.0.0.1/'],
  ['IPv6 loopback', 'http://[::1]/'],
  ['unspecified', 'http://0.0.0.0/'],
  ['of the cloud for its machines', 'http://169.254.169.254/latest/meta-data/'],
  ['under a public name', 'http://inner.example/'],
  ['mapped under a public name', 'http://mapped.example/'],
])('an address that is %s is refused, although it answers', async (_, url) => {
  expect((await network.plainly(url)).body).toMatch(/^This is /)

  expect(await network.guarded(url)).toEqual({ code: 'private-address', reached: [] })
})

test('a name with a public and a private address is refused', async () => {
  expect(await network.guarded('http://mixed.example/')).toEqual({ code: 'private-address', reached: [] })
})

test.each([
  ['an address', `http://${inner}/`],
  ['a number', 'http://167772161/'],
  ['a mapped address', `http://[::ffff:${inner}]/`],
  ['a name', 'http://inner.example/'],
])('a redirect from the public internet to %s inside is refused', async (_, to) => {
  const url = `http://news.example/?to=${to}`
  expect(await network.plainly(to)).toMatchObject({ body: `This is ${inner}` })

  expect(await network.guarded(url)).toEqual({ code: 'private-address', reached: [outer] })
})

test('a name that leads inside at the second look is connected to where the first one led', async () => {
  const first = await network.guarded('http://rebound.example/')
  const second = await network.guarded('http://rebound.example/')

  expect(first).toEqual({ body: `This is ${outer}`, reached: [outer] })
  expect(second).toEqual({ code: 'private-address', reached: [] })
  expect(await network.plainly('http://rebound.example/')).toMatchObject({ body: `This is ${inner}` })
})

test.each([
  ['never comes', '/silent', 'timeout'],
  ['is too large', '/large', 'too-large'],
  ['is too large without its compression', '/bomb', 'compressed-too-large'],
  ['has too long headers', '/many-headers', 'headers-too-large'],
])('an answer that %s is left', async (_, path, code) => {
  expect(await network.guarded(`http://news.example${path}`)).toEqual({ code, reached: [outer] })
})

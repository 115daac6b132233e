import { expect, test } from 'vitest'
import { anArticle, aPartner, aStaffMember, aTester } from '../support/factories.ts'
import { caller } from '../support/product.ts'
import { pathTo, startWithRoutes } from './support/routes.ts'

test('no address shows what was made up to anybody else, nor what is real to a test key', async () => {
  const { product, routes } = await startWithRoutes()
  const tester = await aTester(product)
  await tester.post('/v1/sandbox/kills')
  const partner = await aPartner(product, { advanceAccess: true })
  const others = [partner, await aStaffMember(product), caller(product.app)]
  const real = await anArticle(product, { headline: 'Canary of the wire' })
  await partner.get(`/v1/articles/${real.id}`)
  const told = (await tester.get('/v1/changes')).json().items
  const madeUp: string[] = [
    ...new Set<string>(told.map(({ article }: { article: { id: string } }) => article.id)),
  ]
  expect(madeUp).toHaveLength(5)

  for (const { url } of routes.filter(({ method }) => method === 'GET'))
    for (const id of [...madeUp, real.id]) {
      const path = pathTo(url)
        .replace(/art_\w+/, id)
        .replace('/2', '/1')
      const mine = await tester.get(path)
      expect({ path, leaks: mine.body.includes('Canary of the wire') }).toEqual({ path, leaks: false })
      for (const other of others) {
        const { body } = await other.get(path)
        expect({
          path,
          leaks: /Sandbox: (a|take)|was made up/.test(body) && !path.startsWith('/openapi'),
        }).toEqual({
          path,
          leaks: false,
        })
      }
    }
})

import { expect, test, vi } from 'vitest'
import { anArticle, aPartner, decided, withdrawn } from '../support/factories.ts'
import { type Product, start } from '../support/product.ts'

/** Lets something happen after a request was found entitled and before its grant is written. */
function beforeTheGrant({ database }: Product, happen: () => Promise<unknown>): void {
  const append = database.append.bind(database)
  vi.spyOn(database, 'append').mockImplementationOnce(async (work) => {
    await happen()
    return append(work)
  })
}

const doors = [
  ['an article', (id: string) => `/v1/articles/${id}`],
  ['a revision', (id: string) => `/v1/articles/${id}/revisions/1`],
  ['a list with bodies', () => '/v1/articles?include=body'],
] as const

test.each(doors)(
  '%s is decided anew where its story was withdrawn before the grant was written',
  async (_, path) => {
    const product = await start()
    const partner = await aPartner(product)
    const article = await anArticle(product, { headline: 'Taken back' })
    await partner.get('/v1/articles')
    beforeTheGrant(product, () => withdrawn(product, article.id))

    const response = await partner.get(path(article.id))

    expect(response.body).not.toContain('Taken back')
  },
)

test.each(doors)(
  '%s is refused where its partner was suspended before the grant was written',
  async (_, path) => {
    const product = await start()
    const partner = await aPartner(product)
    const article = await anArticle(product)
    await partner.get('/v1/articles')
    beforeTheGrant(product, () => decided(product, partner.id, 'suspended'))

    expect(await partner.get(path(article.id))).toHaveProblem('partner-suspended')
  },
)

import { anArticle, aPartner, aStaffMember } from '../../support/factories.ts'
import { caller, start } from '../../support/product.ts'

// What is looked at outside is not there.
const nobody = {
  resolve: async () => [],
  connect: () => {
    throw new Error('Nobody is connected to')
  },
}

export type World = Awaited<ReturnType<typeof aWorld>>
export type Answer = ReturnType<World['partner']['get']>

/** One call of each operation, such that it succeeds. */
export type Calls = Record<string, (world: World) => Answer>

/** Somebody of each kind, and a story that was served. */
export async function aWorld() {
  const product = await start({ network: nobody, resolveTxt: async () => [] })
  const [partner, staff] = [await aPartner(product), await aStaffMember(product)]
  const article = await anArticle(product)
  const served = await partner.get(`/v1/articles/${article.id}`)
  return { product, partner, staff, article, served, anybody: caller(product.app) }
}

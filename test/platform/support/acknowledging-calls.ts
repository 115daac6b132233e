import { fillIn, linkOf } from '../../compliance/support/answering.ts'
import { anArticle, killed } from '../../support/factories.ts'
import type { Calls, World } from './world.ts'

export const acknowledgingCalls: Calls = {
  'POST /v1/articles/{id}/acknowledgements': async (world) =>
    world.partner.post(`/v1/articles/${await aKilledStory(world)}/acknowledgements`, { answer: 'removed' }),
  'GET /acknowledgements/{token}': async (world) => world.anybody.get(await aLink(world)),
  'POST /acknowledgements/{token}': async (world) =>
    fillIn(world.product, await aLink(world), { answer: 'removed' }),
}

async function aKilledStory({ product, partner }: World) {
  const { id } = await anArticle(product)
  await partner.get(`/v1/articles/${id}`)
  await killed(product, id)
  return id
}

async function aLink(world: World): Promise<string> {
  await aKilledStory(world)
  return linkOf(world.product, world.partner.id)
}

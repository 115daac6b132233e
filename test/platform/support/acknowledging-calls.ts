import { mailDrillButton } from '../../../src/compliance/drills/due.ts'
import { dayMs } from '../../../src/platform/clock.ts'
import {
  correctionsLinkOf,
  drillLinkOf,
  dueDrillLinkOf,
  fillIn,
  linkOf,
} from '../../compliance/support/answering.ts'
import { anArticle, killed } from '../../support/factories.ts'
import { letTimeWork } from '../../support/product.ts'
import type { Calls, World } from './world.ts'

export const acknowledgingCalls: Calls = {
  'POST /v1/articles/{id}/acknowledgements': async (world) =>
    world.partner.post(`/v1/articles/${await aKilledStory(world)}/acknowledgements`, { answer: 'removed' }),
  'GET /acknowledgements/{token}': async (world) => world.anybody.get(await aLink(world)),
  'POST /acknowledgements/{token}': async (world) =>
    fillIn(world.product, await aLink(world), { answer: 'removed' }),

  'POST /v1/staff/kill-drills': (world) => aDrill(world),
  'GET /v1/staff/kill-drills': ({ staff }) => staff.get('/v1/staff/kill-drills'),
  'GET /v1/staff/kill-drills/{id}': async (world) =>
    world.staff.get(`/v1/staff/kill-drills/${(await aDrill(world)).json().id}`),
  'GET /kill-drills/{token}': async (world) => world.anybody.get(await aDrillLink(world)),
  'POST /kill-drills/{token}': async (world) => world.anybody.post(await aDrillLink(world)),
  'GET /begin-kill-drill/{token}': async (world) => world.anybody.get(await aButtonLink(world)),
  'POST /begin-kill-drill/{token}': async (world) => world.anybody.post(await aButtonLink(world)),
  'POST /v1/kill-drills/{id}/answers': async (world) =>
    world.partner.post(`/v1/kill-drills/${(await aDrill(world)).json().id}/answers`),

  // Last, since a day goes by.
  'GET /corrections/{token}': async (world) => world.anybody.get(await aCorrectionsLink(world)),
  'POST /corrections/{token}': async ({ product, partner }) =>
    fillIn(product, await correctionsLinkOf(product, partner.id), {}),
}

function aDrill({ staff }: World) {
  return staff.post('/v1/staff/kill-drills')
}

async function aButtonLink({ product }: World): Promise<string> {
  await product.database.write(mailDrillButton)
  return dueDrillLinkOf(product)
}

async function aDrillLink(world: World): Promise<string> {
  await aDrill(world)
  await letTimeWork(world.product)
  return drillLinkOf(world.product, world.partner.id)
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

async function aCorrectionsLink({ product, partner, staff }: World): Promise<string> {
  const { id } = await anArticle(product)
  await partner.get('/v1/articles?include=body')
  await staff.post(`/v1/staff/articles/${id}/corrections`, { note: 'It was Tuesday.' })
  await letTimeWork(product)
  product.clock.advance(dayMs)
  await letTimeWork(product)
  return correctionsLinkOf(product, partner.id)
}

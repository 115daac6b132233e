import { anApplicant, aPublication, linkFor, pathOf } from '../../partners/support/applying.ts'
import { aPdf } from '../../support/papers.ts'
import type { Calls, World } from './world.ts'

export const applicationCalls: Calls = {
  'POST /v1/applications': async ({ product }) => (await anApplicant(product)).complete('first.example'),
  'GET /v1/applications/{token}': async (world) => world.anybody.get(pathOf((await begun(world)).statusUrl)),
  'PATCH /v1/applications/{token}': async (world) =>
    world.anybody.call('PATCH', pathOf((await begun(world)).statusUrl), {
      payload: { audience: { period: 'May 2026' } },
    }),
  'POST /v1/applications/{token}/evidence': async (world) => {
    const { statusUrl, site } = await begun(world)
    await world.anybody.post(await linkFor(world.product, `jane@${site}`))
    const [{ id }] = (await world.staff.get('/v1/staff/partners?limit=200')).json().items.slice(-1)
    await world.staff.post(`/v1/staff/partners/${id}/information-requests`, { reason: 'Who counted?' })
    const content = aPdf().toString('base64')
    return world.anybody.post(`${pathOf(statusUrl)}/evidence`, { name: 'Audience.pdf', content })
  },
  'GET /applications/confirmations/{token}': async (world) => world.anybody.get(await aLink(world)),
  'POST /applications/confirmations/{token}': async (world) => world.anybody.post(await aLink(world)),

  'GET /v1/staff/applications': async (world) => {
    await begun(world)
    return world.staff.get('/v1/staff/applications')
  },
  'POST /v1/staff/applications': ({ staff }) =>
    staff.post('/v1/staff/applications', aPublication('entered.example')),
  'GET /v1/staff/applications/{id}': async (world) =>
    world.staff.get(`/v1/staff/applications/${(await begun(world)).id}`),
  'POST /v1/staff/applications/{id}/closures': async (world) =>
    world.staff.post(`/v1/staff/applications/${(await begun(world)).id}/closures`, { reason: 'Twice.' }),
}

let sites = 0

// Each of another site: an address gets few links a day.
async function begun({ product }: World) {
  sites += 1
  const site = `gazette-${sites}.example`
  return { site, ...(await (await anApplicant(product)).complete(site)).json() }
}

async function aLink(world: World): Promise<string> {
  await begun(world)
  return linkFor(world.product, `jane@gazette-${sites}.example`)
}

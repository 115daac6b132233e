import { askWho } from '../../../src/articles/import/desk.ts'
import type { PreparedStory } from '../../../src/articles/import/prepare.ts'
import { prepareContent } from '../../../src/articles/schema.ts'
import { aReporter } from '../../support/factories.ts'
import type { Answer, Calls, World } from './world.ts'

const sources = '/v1/staff/sources'
const mappings = '/v1/staff/byline-mappings'
let made = 0

async function aSource({ staff }: World): Promise<string> {
  made += 1
  const url = `https://site-${made}.example`
  const { id } = (await staff.post(sources, { kind: 'wordpress', url })).json()
  return `${sources}/${id}`
}

async function anEntry(world: World): Promise<string> {
  const sourceId = (await world.staff.get(await aSource(world))).json().id
  const story: PreparedStory = {
    storyId: '1',
    url: null,
    content: await prepareContent({ headline: 'A story' }),
    bylines: [],
    publishedAt: 0,
    contentHash: '',
    correction: null,
  }
  await world.product.database.write((tx) => askWho(tx, 'John Roe', sourceId, story))
  return (await world.staff.get('/v1/staff/desk')).json().items[0].id
}

async function mapped({ product, staff }: World): Promise<Awaited<Answer>> {
  return staff.post(mappings, { byline: 'Jane Doe', reporter: (await aReporter(product)).id })
}

export const importingCalls: Calls = {
  'GET /v1/staff/sources': ({ staff }) => staff.get(sources),
  'POST /v1/staff/sources': ({ staff }) =>
    staff.post(sources, { kind: 'wordpress', url: 'https://other.example' }),
  'GET /v1/staff/sources/{id}': async (world) => world.staff.get(await aSource(world)),
  'PATCH /v1/staff/sources/{id}': async (world) =>
    world.staff.call('PATCH', await aSource(world), { payload: { paused: true } }),
  'DELETE /v1/staff/sources/{id}': async (world) => world.staff.call('DELETE', await aSource(world)),
  'POST /v1/staff/sources/{id}/runs': async (world) => world.staff.post(`${await aSource(world)}/runs`),
  'GET /v1/staff/sources/{id}/reports': async (world) => world.staff.get(`${await aSource(world)}/reports`),
  'GET /v1/staff/desk': ({ staff }) => staff.get('/v1/staff/desk'),
  'POST /v1/staff/desk/{id}/settlements': async (world) =>
    world.staff.post(`/v1/staff/desk/${await anEntry(world)}/settlements`, { action: 'dismiss' }),
  'GET /v1/staff/byline-mappings': async (world) => {
    await mapped(world)
    return world.staff.get(mappings)
  },
  'POST /v1/staff/byline-mappings': mapped,
}

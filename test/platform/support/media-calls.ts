import { anArticle, anImage } from '../../support/factories.ts'
import { aPicture } from '../../support/pictures.ts'
import type { Calls } from './world.ts'

const staffMedia = '/v1/staff/media'

export const mediaCalls: Calls = {
  'GET /media/{sha256}/{rendition}': async ({ product, anybody }) => {
    const image = await anImage(product)
    await anArticle(product, { media: [image.id] })
    return anybody.get(`/media/${image.sha256}/320.webp`)
  },
  'GET /v1/staff/media': ({ staff }) => staff.get(staffMedia),
  'POST /v1/staff/media': async ({ staff }) =>
    staff.post(staffMedia, { alt: 'A bridge', content: (await aPicture()).toString('base64') }),
  'GET /v1/staff/media/{id}': async ({ product, staff }) =>
    staff.get(`${staffMedia}/${(await anImage(product)).id}`),
  'GET /v1/staff/media/{id}/articles': async ({ product, staff }) => {
    const { id } = await anImage(product)
    await anArticle(product, { media: [id] })
    return staff.get(`${staffMedia}/${id}/articles`)
  },
  'PATCH /v1/staff/media/{id}': async ({ product, staff }) =>
    staff.call('PATCH', `${staffMedia}/${(await anImage(product)).id}`, { payload: { alt: '' } }),
}

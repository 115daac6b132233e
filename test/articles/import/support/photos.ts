import { aPicture } from '../../../support/pictures.ts'
import { aPolledSite } from './sources.ts'

export const later = '2026-05-01T00:02:00'
export const own = '(Photo by Jane Doe/DCNF)'
export const theirs = '(Photo by Jane Roe/Getty Images)'

type Options = NonNullable<Parameters<typeof aPolledSite>[0]>

/** A site whose uploads are `/1.jpg` to `/3.jpg`, polled. */
export async function aSiteWithPhotos(posts: Options['posts'] = [], more: Options = {}) {
  const files = new Map<string, Buffer>()
  for (const seed of [1, 2, 3]) files.set(`/${seed}.jpg`, await aPicture({ seed, width: 900, height: 600 }))
  const desk = await aPolledSite({ ...more, posts, files })
  const images = () =>
    desk.site.asked.filter((url) => url.endsWith('.jpg')).map((url) => new URL(url).pathname)
  const newest = async () => {
    const [story] = (await desk.partner.get('/v1/articles?limit=1&include=body')).json().items
    return story
  }
  return { ...desk, images, newest }
}

export function figure(path: string, caption = '', host = 'news.example'): string {
  const below = caption && `<figcaption>${caption}</figcaption>`
  return `<figure class="wp-block-image"><img src="http://${host}${path}" alt="A bridge"/>${below}</figure>`
}

import type { Picture } from '../articles/content.ts'
import { renditionLinks } from '../articles/media/renditions.ts'
import type { Id } from '../platform/ids.ts'

/** All that we link to; links come from PUBLIC_URL, never from a request. */
export interface Links {
  article(id: Id<'art'>): { uri: string; href: string }
  license: { href: string; policy: string; price: 'none' }
  /** Under which our relations are named. */
  rels: string
  logoRel: string
  renditions(picture: Picture): ReturnType<typeof renditionLinks>
}

export function linksUnder(publicUrl: string): Links {
  return {
    article: (id) => ({ uri: `${publicUrl}/id/articles/${id}`, href: `${publicUrl}/v1/articles/${id}` }),
    license: { href: `${publicUrl}/v1/license`, policy: `${publicUrl}/v1/license/policy`, price: 'none' },
    renditions: (picture) => renditionLinks(picture, publicUrl),
    rels: `${publicUrl}/rels`,
    logoRel: `${publicUrl}/rels/logo`,
  }
}

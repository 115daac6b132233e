import type { Id } from '../platform/ids.ts'

/** All that we link to; links come from PUBLIC_URL, never from a request. */
export interface Links {
  article(id: Id<'art'>): { uri: string; href: string }
  license: { href: string; policy: string; price: 'none' }
  logoRel: string
}

export function linksUnder(publicUrl: string): Links {
  return {
    article: (id) => ({ uri: `${publicUrl}/id/articles/${id}`, href: `${publicUrl}/v1/articles/${id}` }),
    license: { href: `${publicUrl}/v1/license`, policy: `${publicUrl}/v1/license/policy`, price: 'none' },
    logoRel: `${publicUrl}/rels/logo`,
  }
}

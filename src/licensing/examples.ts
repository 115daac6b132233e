import { examples as newsroom } from '../articles/examples.ts'
import { duties } from './tables.ts'

const publicUrl = 'https://wirecopy.example'
const { newswire, summary } = newsroom
const at = '2026-05-01T06:00:00.000Z'

/** What the API description shows of the license. */
export const examples = {
  license: {
    version: 1,
    text: newswire.notice,
    sha256: '6fe309da4264c4bc37b132649d371ea75218073ebdc6d87916aa0fbb69086fcf',
    duties,
    price: 'none',
    since: at,
    licensor: { name: newswire.name, url: newswire.url, contact: newswire.licensingContact },
    policy: `${publicUrl}/v1/license/policy`,
  },
  policy: {
    '@context': 'http://www.w3.org/ns/odrl.jsonld',
    '@type': 'Offer',
    uid: `${publicUrl}/v1/license/policy#v1`,
    profile: 'https://iptc.org/std/RightsML/odrl-profile/',
    permission: [
      {
        target: { '@type': 'AssetCollection', uid: `${publicUrl}/id/articles` },
        assigner: { '@type': ['Party', 'vcard:Organization'], uid: newswire.url, 'vcard:fn': newswire.name },
        action: ['reproduce', 'distribute'],
        duty: [
          { action: 'include', target: `${publicUrl}/brand/logo.svg` },
          { action: 'attribute', attributedParty: newswire.url },
        ],
      },
    ],
  },
  grant: {
    id: 'grt_01h455vb4pex5vsknk084sn02q',
    articleId: summary.id,
    revision: summary.revision,
    how: 'item',
    termsVersion: 1,
    at,
  },
  usage: { day: '2026-05-01', articleId: summary.id, format: 'json', count: 12 },
}

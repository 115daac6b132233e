import { z } from 'zod'
import { examples as newsroom } from '../articles/examples.ts'
import type { Newswire } from '../articles/newswire.ts'
import { exampleUrl } from '../platform/http/openapi/examples.ts'
import { duties } from './tables.ts'
import type { Duty, Terms } from './terms.ts'

export const policySchema = z
  .looseObject({
    '@context': z.literal('http://www.w3.org/ns/odrl.jsonld'),
    '@type': z.literal('Offer'),
    uid: z.url(),
    profile: z.url(),
    permission: z.array(z.looseObject({ action: z.array(z.string()) })),
  })
  .meta({
    id: 'Policy',
    description: 'The license as an ODRL 2.2 Offer.',
    examples: [offerOf(newsroom.newswire, { version: 1, duties }, exampleUrl)],
  })

type Offered = Pick<Terms, 'version'> & { duties: readonly Duty[] }
type Licensor = Pick<Newswire, 'url' | 'name' | 'licensingContact'>

/**
 * The terms as an ODRL 2.2 Offer: free distribution and reproduction under the duties of this version,
 * and nothing that the terms do not say.
 */
export function offerOf(newswire: Licensor, { version, duties }: Offered, publicUrl: string) {
  return {
    '@context': 'http://www.w3.org/ns/odrl.jsonld' as const,
    '@type': 'Offer' as const,
    uid: `${publicUrl}/v1/license/policy#v${version}`,
    profile: 'https://iptc.org/std/RightsML/odrl-profile/',
    permission: [
      {
        target: { '@type': 'AssetCollection', uid: `${publicUrl}/id/articles` },
        assigner: licensorOf(newswire),
        action: ['reproduce', 'distribute'],
        duty: duties.map((duty) => dutyOf(duty, newswire, publicUrl)),
      },
    ],
  }
}

function licensorOf({ url, name, licensingContact }: Licensor) {
  return {
    '@type': ['Party', 'vcard:Organization'],
    uid: url,
    'vcard:fn': name,
    'vcard:hasEmail': `mailto:${licensingContact}`,
  }
}

function dutyOf(duty: Duty, newswire: Licensor, publicUrl: string) {
  if (duty === 'logo') return { action: 'include', target: `${publicUrl}/brand/logo.svg` }
  return {
    action: 'attribute',
    attributedParty:
      duty === 'affiliation'
        ? newswire.url
        : { '@type': 'PartyCollection', uid: `${publicUrl}/id/reporters` },
  }
}

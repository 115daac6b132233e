import { z } from 'zod'
import type { Newswire } from '../articles/newswire.ts'
import { examples } from './examples.ts'
import type { Duty, Terms } from './terms.ts'

export const policySchema = z
  .looseObject({
    '@context': z.literal('http://www.w3.org/ns/odrl.jsonld'),
    '@type': z.literal('Offer'),
    uid: z.url(),
    profile: z.url(),
    permission: z.array(z.looseObject({ action: z.array(z.string()) })),
  })
  .meta({ id: 'Policy', description: 'The license as an ODRL 2.2 Offer.', examples: [examples.policy] })

/**
 * The terms as an ODRL 2.2 Offer: free distribution and reproduction under the duties of this version,
 * and nothing that the terms do not say.
 */
export function offerOf(
  newswire: Newswire,
  { version, duties }: Terms,
  publicUrl: string,
): z.infer<typeof policySchema> {
  return {
    '@context': 'http://www.w3.org/ns/odrl.jsonld',
    '@type': 'Offer',
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

function licensorOf({ url, name, licensingContact }: Newswire) {
  return {
    '@type': ['Party', 'vcard:Organization'],
    uid: url,
    'vcard:fn': name,
    'vcard:hasEmail': `mailto:${licensingContact}`,
  }
}

function dutyOf(duty: Duty, newswire: Newswire, publicUrl: string) {
  if (duty === 'logo') return { action: 'include', target: `${publicUrl}/brand/logo.svg` }
  return {
    action: 'attribute',
    attributedParty:
      duty === 'affiliation'
        ? newswire.url
        : { '@type': 'PartyCollection', uid: `${publicUrl}/id/reporters` },
  }
}

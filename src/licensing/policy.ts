import type { Newswire } from '../articles/newswire.ts'
import type { Duty, Terms } from './terms.ts'

const odrlContext = 'http://www.w3.org/ns/odrl.jsonld'

/**
 * The terms as an ODRL 2.2 Offer: free distribution and reproduction under the duties of this version,
 * and nothing that the terms do not say.
 */
export function offerOf(newswire: Newswire, { version, duties }: Terms, publicUrl: string) {
  return {
    '@context': odrlContext,
    '@type': 'Offer',
    uid: `${publicUrl}/v1/license/policy#v${version}`,
    profile: 'https://iptc.org/std/RightsML/odrl-profile/',
    permission: [
      {
        target: `${publicUrl}/id/articles`,
        assigner: { uid: newswire.url },
        action: 'reproduce',
        duty: duties.map((duty) => dutyOf(duty, newswire, publicUrl)),
      },
    ],
  }
}

function dutyOf(duty: Duty, newswire: Newswire, publicUrl: string) {
  if (duty === 'logo') return { action: 'include', target: `${publicUrl}/brand/logo.svg` }
  return {
    action: 'attribute',
    attributedParty: duty === 'affiliation' ? newswire.url : `${publicUrl}/id/reporters`,
  }
}

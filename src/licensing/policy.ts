import { z } from 'zod'
import { examples as newsroom } from '../articles/examples.ts'
import type { Newswire } from '../articles/newswire.ts'
import { exampleUrl } from '../platform/http/openapi/examples.ts'
import { exampleId, type Id } from '../platform/ids.ts'
import { licenseUrl, policyUrl } from './links.ts'
import { printedDuties } from './tables.ts'
import type { Duty, Terms } from './terms.ts'

const rightsMl = 'https://iptc.org/std/RightsML/odrl-profile/'

interface Bound {
  partner: { id: Id<'par'>; name: string }
  agreement: { id: Id<'agr'> }
}

export const policySchema = z
  .looseObject({
    '@context': z.literal('http://www.w3.org/ns/odrl.jsonld'),
    '@type': z.literal('Offer'),
    uid: z.url(),
    profile: z.union([z.url(), z.array(z.url())]),
    permission: z.array(z.looseObject({ action: z.array(z.string()) })),
  })
  .meta({
    id: 'Policy',
    description: 'The license as an ODRL 2.2 Offer.',
    examples: [offerOf(newsroom.newswire, { version: 1, duties: printedDuties }, exampleUrl)],
  })

const exampleBound = {
  partner: { id: exampleId('par'), name: 'Example Gazette' },
  agreement: { id: exampleId('agr') },
}

export const agreementPolicySchema = policySchema.extend({ '@type': z.literal('Agreement') }).meta({
  id: 'AgreementPolicy',
  description: 'Your license as an ODRL 2.2 Agreement.',
  examples: [
    agreementPolicyOf(newsroom.newswire, { version: 1, duties: printedDuties }, exampleBound, exampleUrl),
  ],
})

type Offered = Pick<Terms, 'version'> & { duties: readonly Duty[] }
type Licensor = Pick<Newswire, 'url' | 'name' | 'licensingContact'>

/**
 * The terms as an ODRL 2.2 Offer: free distribution and reproduction under the duties of this version,
 * and nothing that the terms do not say.
 */
export function offerOf(newswire: Licensor, terms: Offered, publicUrl: string) {
  const { permission, ...policy } = policyOf(newswire, terms, publicUrl)
  return {
    ...policy,
    '@type': 'Offer' as const,
    uid: policyUrl(publicUrl, terms.version),
    permission: [permission],
  }
}

/** The same as an ODRL 2.2 Agreement, with the partner that has accepted it. */
export function agreementPolicyOf(newswire: Licensor, terms: Offered, bound: Bound, publicUrl: string) {
  const { permission, ...policy } = policyOf(newswire, terms, publicUrl)
  const { partner, agreement } = bound
  const assignee = {
    '@type': ['Party', 'vcard:Organization'],
    uid: `${publicUrl}/v1/partner#${partner.id}`,
    'vcard:fn': partner.name,
  }
  return {
    ...policy,
    '@type': 'Agreement' as const,
    uid: `${publicUrl}/v1/license/agreement#${agreement.id}`,
    'dct:source': { uid: policyUrl(publicUrl, terms.version) },
    permission: [{ ...permission, assignee }],
  }
}

function policyOf(newswire: Licensor, { version, duties }: Offered, publicUrl: string) {
  const license = licenseUrl(publicUrl, version)
  return {
    '@context': 'http://www.w3.org/ns/odrl.jsonld' as const,
    profile: profileOf(duties, license),
    permission: {
      target: { '@type': 'AssetCollection', uid: `${publicUrl}/id/articles` },
      assigner: licensorOf(newswire),
      action: ['reproduce', 'distribute'],
      duty: duties.map((duty) => dutyOf(duty, newswire, { publicUrl, license })),
    },
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

// Words of our own belong to a profile of our own: the license, which explains them.
function profileOf(duties: readonly Duty[], license: string): string | string[] {
  return duties.every(isOfOdrl) ? rightsMl : [rightsMl, license]
}

function isOfOdrl(duty: Duty): boolean {
  return printedDuties.some((printed) => printed === duty)
}

interface Addresses {
  publicUrl: string
  /** Where this version of the license is. */
  license: string
}

function dutyOf(duty: Duty, newswire: Licensor, { publicUrl, license }: Addresses) {
  if (duty === 'logo') return { action: 'include', target: `${publicUrl}/brand/logo.svg` }
  if (!isOfOdrl(duty)) return { action: `${license}#${duty}` }
  return {
    action: 'attribute',
    attributedParty:
      duty === 'affiliation'
        ? newswire.url
        : { '@type': 'PartyCollection', uid: `${publicUrl}/id/reporters` },
  }
}

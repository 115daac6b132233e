import { examples as newsroom } from '../articles/examples.ts'
import { examples as publishers } from '../partners/examples.ts'
import { exampleTime, exampleUrl } from '../platform/http/openapi/examples.ts'
import { exampleId } from '../platform/ids.ts'
import { printedDuties } from './tables.ts'

const { newswire, summary } = newsroom

const version = {
  version: 1,
  sha256: '6fe309da4264c4bc37b132649d371ea75218073ebdc6d87916aa0fbb69086fcf',
  duties: printedDuties,
  recommended: [],
  price: 'none',
  since: exampleTime,
  acceptBy: null,
  href: `${exampleUrl}/v1/license?version=1`,
  policy: `${exampleUrl}/v1/license/policy?version=1`,
}
const licensor = { name: newswire.name, url: newswire.url, contact: newswire.licensingContact }
const terms = { ...version, text: newswire.notice, agreements: 1 }

const ownAgreement = {
  id: exampleId('agr'),
  termsVersion: 1,
  how: 'accepted',
  acceptedBy: exampleId('par'),
  signer: { name: 'Jane Roe', email: 'jane@gazette.example', title: 'Publisher', address: '192.0.2.7' },
  signedOn: null,
  at: exampleTime,
}
const agreement = {
  ...ownAgreement,
  how: 'on_behalf',
  acceptedBy: exampleId('stf'),
  signer: null,
  documentId: null,
  note: null,
}

/** What the API description shows of the license. */
export const examples = {
  ownAgreement,
  agreement,
  acceptance: {
    version: 1,
    sha256: version.sha256,
    signer: { name: 'Jane Roe', email: 'jane@gazette.example', title: 'Publisher' },
  },
  newAgreement: {
    how: 'on_file',
    version: 1,
    signedOn: '2026-04-30',
    signer: { name: 'Jane Roe', title: 'Publisher' },
    note: 'Letter in the safe.',
  },
  licenseVersion: version,
  license: { ...version, text: newswire.notice, inForce: true, licensor },
  newTerms: {
    text: '# License\n\nAll republished articles must include our logo, our reporter’s byline and their affiliation.',
    recommended: ['link-back', 'canonical'],
    acceptBy: '2026-09-01T00:00:00Z',
  },
  termsSummary: { ...version, agreements: 1 },
  terms,
  publishedTerms: {
    ...terms,
    published: true,
    effect: {
      dutiesAdded: [],
      dutiesRemoved: [],
      partners: [{ termsVersion: 1, partners: 1 }],
      warnings: [],
    },
  },
  staffPartner: {
    ...publishers.partner,
    agreement,
  },
  usage: { day: '2026-05-01', articleId: summary.id, format: 'json', count: 12 },
  usageFile: `day,articleId,format,count\r\n2026-05-01,${summary.id},json,12\r\n`,
  staffUsage: {
    day: '2026-05-01',
    partner: { id: publishers.partner.id, name: publishers.partner.name },
    articleId: summary.id,
    format: 'json',
    count: 12,
  },
  staffUsageFile: `day,partner,name,articleId,format,count\r\n2026-05-01,${publishers.partner.id},${publishers.partner.name},${summary.id},json,12\r\n`,
}

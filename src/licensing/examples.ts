import { examples as newsroom } from '../articles/examples.ts'
import { examples as publishers } from '../partners/examples.ts'
import { exampleTime, exampleUrl } from '../platform/http/openapi/examples.ts'
import { exampleId } from '../platform/ids.ts'
import { duties } from './tables.ts'

const { newswire, summary } = newsroom

/** What the API description shows of the license. */
export const examples = {
  license: {
    version: 1,
    text: newswire.notice,
    sha256: '6fe309da4264c4bc37b132649d371ea75218073ebdc6d87916aa0fbb69086fcf',
    duties,
    price: 'none',
    since: exampleTime,
    licensor: { name: newswire.name, url: newswire.url, contact: newswire.licensingContact },
    policy: `${exampleUrl}/v1/license/policy`,
  },
  staffPartner: {
    ...publishers.partner,
    agreement: {
      id: exampleId('agr'),
      termsVersion: 1,
      how: 'on_behalf',
      acceptedBy: exampleId('stf'),
      at: exampleTime,
    },
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

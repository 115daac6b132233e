import { examples as newsroom } from '../../articles/examples.ts'
import { examples as publishers } from '../../partners/examples.ts'
import { exampleTime, exampleUrl } from '../../platform/http/openapi/examples.ts'
import { exampleId } from '../../platform/ids.ts'

const { summary } = newsroom
const { partner } = publishers

const grant = {
  id: exampleId('grt'),
  articleId: summary.id,
  revision: summary.revision,
  how: 'item',
  termsVersion: 1,
  at: exampleTime,
}
const receipt = 'eyJhbGciOiJFZERTQSJ9.eyJpc3MiOiJodHRwczovL3dpcmVjb3B5LmV4YW1wbGUifQ.MEUCIQ'

/** What the API description shows of the proof of a license. */
export const examples = {
  grant,
  receipt,
  provenGrant: { ...grant, receipt },
  staffGrant: { ...grant, partnerId: partner.id },
  verification: {
    status: 'valid',
    currentRevision: null,
    grant: {
      id: grant.id,
      at: exampleTime,
      partner: { name: partner.name },
      article: {
        uri: `${exampleUrl}/id/articles/${summary.id}`,
        revision: summary.revision,
        headline: summary.headline,
      },
    },
  },
}

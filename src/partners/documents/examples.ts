import { exampleTime } from '../../platform/http/openapi/examples.ts'
import { exampleId } from '../../platform/ids.ts'
import { hashOf } from '../../platform/storage/storage.ts'

const described = { kind: 'agreement', name: 'Syndication agreement.pdf' } as const

/** What the API description shows of documents. */
export const examples = {
  newDocument: { ...described, content: 'JVBERi0xLjcKJSVFT0YK' },
  document: {
    id: exampleId('doc'),
    ...described,
    contentType: 'application/pdf',
    bytes: 84_215,
    sha256: hashOf('an example'),
    addedBy: exampleId('stf'),
    at: exampleTime,
  },
}

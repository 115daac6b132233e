import { sendMail } from '../../../src/platform/mail/mails.ts'
import { testMail } from '../../../src/platform/mail/test-mail.ts'
import { letTimeWork, type Product } from '../../support/product.ts'
import type { Calls } from './world.ts'

const mails = '/v1/staff/mails'

export const mailCalls: Calls = {
  'GET /v1/staff/mails': async ({ product, staff }) => {
    await aMail(product)
    return staff.get(mails)
  },
  'GET /v1/staff/mails/{id}': async ({ product, staff }) => staff.get(`${mails}/${await aMail(product)}`),
  'POST /v1/staff/mails/{id}/resends': async ({ product, staff }) =>
    staff.post(`${mails}/${await aMail(product)}/resends`),
}

async function aMail(product: Product): Promise<string> {
  const to = { email: 'desk@gazette.example' }
  const id = await product.database.write((tx) => sendMail(tx, testMail, { to, data: {} }))
  await letTimeWork(product)
  return id
}

import { correctionMail } from '../../../src/delivery/notice-mails.ts'
import { addMail, sendMail } from '../../../src/platform/mail/mails.ts'
import { switchTokenOf } from '../../../src/platform/mail/preferences.ts'
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
  'POST /v1/staff/mails/{id}/bounces': async ({ product, staff }) =>
    staff.post(`${mails}/${await aMail(product)}/bounces`, { detail: '5.1.1 unknown user' }),

  'GET /mail/preferences/{token}': async ({ product, anybody }) => anybody.get(await aSwitch(product)),
  'POST /mail/preferences/{token}': async ({ product, anybody }) => anybody.post(await aSwitch(product)),
  'POST /mail/preferences/{token}/restorations': async ({ product, anybody }) =>
    anybody.post(`${await aSwitch(product)}/restorations`),
}

/** The address that a mail on a correction names. */
async function aSwitch({ database, mailing }: Product): Promise<string> {
  const { id } = await database.write((tx) =>
    addMail(tx, correctionMail, {
      to: { email: 'desk@gazette.example' },
      data: { id: 'art_', headline: '', byline: '', note: '', at: 0, phone: null, email: '' },
    }),
  )
  return `/mail/preferences/${switchTokenOf(mailing.sealer, { id })}`
}

async function aMail(product: Product): Promise<string> {
  const to = { email: 'desk@gazette.example' }
  const id = await product.database.write((tx) => sendMail(tx, testMail, { to, data: {} }))
  await letTimeWork(product)
  return id
}

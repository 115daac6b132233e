import { confirmMail } from '../../../src/partners/applications/mails.ts'
import { listMails } from '../../../src/platform/mail/mails.ts'
import { tokenOf } from '../../../src/platform/mail/tokens.ts'
import { aStaffMember } from '../../support/factories.ts'
import { caller, type Product } from '../../support/product.ts'

let senders = 0

/** What a publisher tells of itself, complete but for the terms. */
export function aPublication(host = 'gazette.example') {
  return {
    publisher: {
      name: 'Example Gazette',
      country: 'US',
      publication: 'newspaper',
      sites: [`https://${host}/news`],
      ownershipPage: `https://${host}/about`,
    },
    audience: { monthlyUniques: 250_000, source: 'own count', period: 'April 2026' },
    contacts: [
      { role: 'urgent', email: `desk@${host}` },
      { role: 'licensing', name: 'Jane Roe', email: `jane@${host}` },
    ],
    publishing: { cms: 'WordPress', by: ['feed'] },
  }
}

/** Somebody with an address of their own, who applies. */
export async function anApplicant(product: Product) {
  senders += 1
  const remoteAddress = `203.0.113.${senders % 250}`
  const anybody = caller(product.app)
  const { version, sha256 } = (await anybody.get('/v1/license', { accept: 'application/json' })).json()
  const terms = { version, sha256, signer: { name: 'Jane Roe', title: 'Publisher' } }
  const apply = (payload: object) => anybody.call('POST', '/v1/applications', { payload, remoteAddress })
  return {
    ...{ anybody, terms, apply, remoteAddress },
    complete: (host?: string) => apply({ ...aPublication(host), terms }),
    amend: (url: string, payload: object) => anybody.call('PATCH', pathOf(url), { payload, remoteAddress }),
    standing: async (url: string) => (await anybody.get(pathOf(url))).json(),
    /** Where the newest mail leads that asks for confirmation. */
    link: async (to = 'jane@gazette.example') => linkFor(product, to),
    confirm: async (to?: string) => anybody.call('POST', await linkFor(product, to)),
  }
}

export async function linkFor(
  { database, mailing }: Product,
  recipient = 'jane@gazette.example',
): Promise<string> {
  const [mail] = await listMails(database.read, { kind: confirmMail.kind, recipient, limit: 1 })
  if (!mail) throw new Error(`Nobody asked ${recipient} for confirmation`)
  return `/applications/confirmations/${tokenOf(mailing.sealer, confirmMail.tokenFor, mail.id)}`
}

export function pathOf(url: string): string {
  return new URL(url).pathname
}

/** What staff see of applications, and of the partners that came of them. */
export async function anOfficer(product: Product) {
  const officer = await aStaffMember(product, 'licensing')
  return {
    ...officer,
    applications: async (query = '') => (await officer.get(`/v1/staff/applications${query}`)).json().items,
    partners: async () => (await officer.get('/v1/staff/partners?limit=200')).json().items,
  }
}

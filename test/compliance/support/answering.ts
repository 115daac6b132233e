import { drillDueMail } from '../../../src/compliance/drills/due.ts'
import { drillMail } from '../../../src/compliance/drills/mails.ts'
import { answerToken, digestMail } from '../../../src/delivery/notice-mails.ts'
import type { Id } from '../../../src/platform/ids.ts'
import { listMails } from '../../../src/platform/mail/mails.ts'
import { tokenOf } from '../../../src/platform/mail/tokens.ts'
import { anArticle, aPartner, aStaffMember } from '../../support/factories.ts'
import { caller, letTimeWork, type Product, start } from '../../support/product.ts'

/** A story that a partner was served by itself, with whoever may correct it. */
export async function aServedStory(options: Parameters<typeof start>[0] = {}) {
  const product = await start(options)
  const partner = await aPartner(product)
  const editor = await aStaffMember(product, 'editor')
  const article = await anArticle(product, {
    headline: 'Council Votes',
    canonicalUrl: 'https://wire.example/council',
  })
  await partner.get(`/v1/articles/${article.id}`)
  const staff = `/v1/staff/articles/${article.id}`
  return {
    ...{ product, partner, editor, article },
    correct: (note: string) => editor.post(`${staff}/corrections`, { note, headline: note }),
    acknowledge: (answer: object, by = partner) =>
      by.post(`/v1/articles/${article.id}/acknowledgements`, answer),
    recipients: async () => (await editor.get(`${staff}/recipients`)).json().items,
  }
}

/** Where the newest mail of a kind that a partner got leads, as the mail that is sent has it. */
export async function linkOf(product: Product, partnerId: Id<'par'>, kind = 'article.killed') {
  await letTimeWork(product)
  const [mail] = await listMails(product.database.read, { kind, addressee: partnerId, limit: 1 })
  return `/acknowledgements/${tokenOf(product.mailing.sealer, answerToken, mail?.id ?? 'mai_')}`
}

/** Where the daily mail leads that a partner got of corrections. */
export async function correctionsLinkOf({ database, mailing }: Product, partnerId: Id<'par'>) {
  const [mail] = await listMails(database.read, {
    ...{ kind: 'article.corrections', addressee: partnerId, limit: 1 },
  })
  return `/corrections/${tokenOf(mailing.sealer, digestMail.tokenFor, mail?.id ?? 'mai_')}`
}

/** Where the mail of a drill leads that a partner got. */
export async function drillLinkOf({ database, mailing }: Product, partnerId: Id<'par'>) {
  const [mail] = await listMails(database.read, { kind: 'kill.drill', addressee: partnerId, limit: 1 })
  return `/kill-drills/${tokenOf(mailing.sealer, drillMail.tokenFor, mail?.id ?? 'mai_')}`
}

/** Where the mail with the button leads that begins a drill. */
export async function dueDrillLinkOf({ database, mailing }: Product) {
  const [mail] = await listMails(database.read, { kind: drillDueMail.kind, limit: 1 })
  return `/begin-kill-drill/${tokenOf(mailing.sealer, drillDueMail.tokenFor, mail?.id ?? 'mai_')}`
}

/** Sends the form of a page as browsers do. */
export async function fillIn({ app }: Product, url: string, fields: Record<string, string>) {
  return caller(app).call('POST', url, {
    payload: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
  })
}

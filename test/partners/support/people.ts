import { join } from 'node:path'
import { expect } from 'vitest'
import { defaultScopes } from '../../../src/partners/api-keys.ts'
import { commandLineOn } from '../../cli/support/wirecopy.ts'
import { mailsOf } from '../../mail/support/mailbox.ts'
import { anInternet, publicAddress } from '../../platform/fetch/support/internet.ts'
import { anArticle, aStaffMember } from '../../support/factories.ts'
import { aPdf } from '../../support/papers.ts'
import { caller, letTimeWork, type Product, start } from '../../support/product.ts'
import { anApplicant, aPublication, linkFor } from './applying.ts'

export const reason = 'Asked for by the publisher.'
export const canaries = ['Zephyrine Quagga', 'zq@gazette.example', 'Xanthippe Okapi', 'okapi@gazette.example']
export const quagga = { role: 'urgent', name: 'Zephyrine Quagga', email: 'zq@gazette.example' }
export const okapi = { name: 'Xanthippe Okapi', email: 'okapi@gazette.example', title: 'Publisher' }

/** A publisher whose people stand in all places where people can stand. */
export async function aGazette({ terminated = true } = {}) {
  const first = await start()
  const { mail } = first.config
  const product = await start({
    on: first.storage,
    network: (await anInternet({ 'hooks.gazette.example': { addresses: [publicAddress] } })).network,
    config: { mail: { ...mail, transport: 'file', folder: join(first.storage.dataDir, 'mail') } },
  })
  const admin = await aStaffMember(product)
  const { id } = (
    await admin.post(
      '/v1/staff/partners',
      {
        ...{ name: 'Example Gazette', domains: ['gazette.example'], audience: { monthlyUniques: 1 } },
        contacts: [quagga, { role: 'technical', email: 'it@gazette.example' }],
      },
      { 'idempotency-key': 'register' },
    )
  ).json()
  const path = `/v1/staff/partners/${id}`
  await admin.call('PUT', `${path}/checks/contact`, {
    payload: { verdict: 'pass', note: 'Zephyrine Quagga answered.' },
    headers: { 'idempotency-key': 'check' },
  })
  const waivers = ['legitimate-publisher', 'domain-ownership', 'audience'].map((check) => ({
    check,
    note: 'Known.',
  }))
  await admin.post(`${path}/approvals`, { reason: 'As agreed with zq@gazette.example.', waivers })
  await admin.post(
    `${path}/agreements`,
    { how: 'on_file', signedOn: '2026-04-30', signer: okapi, note: 'Xanthippe Okapi came by.' },
    { 'idempotency-key': 'sign' },
  )
  for (const kind of ['agreement', 'audience-evidence'] as const)
    await admin.post(`${path}/documents`, {
      ...{ kind, name: 'xanthippe-okapi.pdf' },
      content: aPdf(`${kind} of Xanthippe Okapi`).toString('base64'),
    })
  const scopes = [...defaultScopes, 'webhooks:write']
  const { key } = (await admin.post(`${path}/keys`, { name: 'Laptop of Zephyrine Quagga', scopes })).json()
  const gazette = caller(product.app, key)
  const article = await anArticle(product)
  await gazette.get(`/v1/articles/${article.id}`)
  await gazette.post('/v1/webhook-endpoints', {
    url: 'https://hooks.gazette.example/',
    description: 'Server of Zephyrine Quagga',
  })
  await appliesAgain(product)
  const [sent] = await mailsOf(product)
  await admin.post(`/v1/staff/mails/${sent.id}/bounces`)
  if (terminated) await admin.post(`${path}/terminations`, { reason: 'Zephyrine Quagga closed it down.' })
  await letTimeWork(product)
  const erase = (body: object = { reason }, query = '') =>
    admin.post(`${path}/contact-erasures${query}`, body)
  return { product, admin, id, path, erase, gazette, article, ...commandLineOn(product.storage) }
}

/** Begun once, and confirmed once: its site is a partner's, so that it waits for staff. */
async function appliesAgain(product: Product) {
  const { apply, terms } = await anApplicant(product)
  const contacts = [quagga, { ...quagga, role: 'licensing' }]
  await apply({ contacts })
  await apply({ ...aPublication('gazette.example'), contacts, terms })
  const link = await linkFor(product, quagga.email)
  expect(await caller(product.app).post(link)).toHaveStatus(200)
}

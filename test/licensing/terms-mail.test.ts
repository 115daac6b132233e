import { expect, test } from 'vitest'
import { approve } from '../../src/licensing/agreements.ts'
import { publishTerms } from '../../src/licensing/terms.ts'
import { registerPartner } from '../../src/partners/partners.ts'
import { listMails } from '../../src/platform/mail/mails.ts'
import { mailsOf } from '../mail/support/mailbox.ts'
import { aPartner, decided } from '../support/factories.ts'
import { actor, letTimeWork, type Product, start } from '../support/product.ts'

const only = '&kind=terms.changed'
const three = ['logo', 'byline', 'affiliation'] as const

async function published({ database }: Product, wanted: Partial<Parameters<typeof publishTerms>[2]> = {}) {
  return database.write((tx) => publishTerms(tx, actor, { text: 'New.', ...wanted }))
}

test('new terms are told to the licensing contacts of every partner in force', async () => {
  const product = await start()
  const { id } = await product.database.write(async (tx) => {
    const gazette = await registerPartner(tx, actor, {
      name: 'Example Gazette',
      domains: ['gazette.example'],
      audience: { monthlyUniques: 1 },
      contacts: [
        { role: 'urgent', email: 'night@gazette.example' },
        { role: 'licensing', email: 'rights@gazette.example', name: 'Jane Roe' },
      ],
    })
    return approve(tx, actor, gazette.id, {})
  })
  const suspended = await aPartner(product)
  await decided(product, suspended.id, 'suspended')
  await decided(product, (await aPartner(product)).id, 'terminated')
  await aPartner(product, { approved: false })
  const { sha256 } = await published(product, {
    duties: [...three, 'link-back'],
    acceptBy: Date.parse('2026-07-01T00:00:00Z'),
  })

  const mails = await mailsOf(product, only)

  expect(mails.map(({ addressee }) => addressee)).toEqual([id, suspended.id])
  expect(mails[0]).toMatchObject({
    subject: 'Please accept our new license terms, version 2',
    about: 'terms/2',
    recipient: 'rights@gazette.example',
    recipientName: 'Jane Roe',
  })
  for (const piece of [
    'Example Gazette may republish',
    '- New: a link to the story at its source.',
    'http://127.0.0.1:8080/v1/license?version=2',
    'Accept them by 2026-07-01 00:00 UTC.',
    `"version": 2, "sha256": "${sha256}"`,
  ])
    expect(mails[0].text.replace(/\s+/g, ' ')).toContain(piece)
})

test('the call that the mail shows accepts the terms', async () => {
  const product = await start()
  const partner = await aPartner(product)
  await published(product, { acceptBy: Date.parse('2026-07-01T00:00:00Z') })
  const [{ text }] = await mailsOf(product, only)
  const body = JSON.parse(/-d '(.*)'/.exec(text)?.[1] ?? '')

  expect(await partner.post('/v1/partner/agreements', body)).toHaveStatus(201)
})

test('terms that nobody must accept ask for nothing', async () => {
  const product = await start()
  await aPartner(product)
  await published(product)

  const [{ subject, text }] = await mailsOf(product, only)

  expect(subject).toBe('New license terms, version 2')
  expect(text).toContain('You need do nothing')
  expect(text).toContain('What must go with each article is what it was before.')
  expect(text).not.toContain('curl')
})

test('a duty that is over is named', async () => {
  const product = await start()
  await aPartner(product)
  await published(product, { duties: [...three, 'unaltered'] })
  await letTimeWork(product)
  await published(product)

  const mails = await mailsOf(product, only)

  expect(mails.map(({ subject }) => subject)).toEqual([
    'New license terms, version 2',
    'New license terms, version 3',
  ])
  expect(mails[1].text).toContain('- No longer asked for: the text as delivered.')
})

test('of terms that others have taken the place of nobody is told any more', async () => {
  const product = await start()
  await aPartner(product)
  await published(product)
  await published(product, { text: 'Newer.' })

  expect(await mailsOf(product, only)).toMatchObject([{ about: 'terms/3' }])
})

test('more partners than one commit takes are told once each', async () => {
  const product = await start()
  await product.database.write(async (tx) => {
    for (let number = 0; number < 101; number += 1) {
      const { id } = await registerPartner(tx, actor, {
        name: `Gazette ${number}`,
        domains: [`gazette-${number}.example`],
        audience: { monthlyUniques: 1 },
        contacts: [{ role: 'urgent', email: `desk@gazette-${number}.example` }],
      })
      await approve(tx, actor, id, {})
    }
  })
  await letTimeWork(product)
  await published(product)

  await letTimeWork(product)
  const mails = await listMails(product.database.read, { kind: 'terms.changed', limit: 1_000 })
  const recipients = new Set(mails.map(({ recipient }) => recipient))

  expect({ mails: mails.length, recipients: recipients.size }).toEqual({ mails: 101, recipients: 101 })
})

import { expect, test } from 'vitest'
import { approve } from '../../src/licensing/agreements.ts'
import { registerPartner } from '../../src/partners/partners.ts'
import type { contactRoles } from '../../src/partners/tables.ts'
import { mailsOf } from '../mail/support/mailbox.ts'
import { decided } from '../support/factories.ts'
import { actor, start } from '../support/product.ts'

async function aGazette(...contacts: [role: (typeof contactRoles)[number], email: string][]) {
  const product = await start()
  const { id } = await product.database.write((tx) =>
    registerPartner(tx, actor, {
      name: 'Example <b>Gazette</b>',
      domains: ['gazette.example'],
      audience: { monthlyUniques: 1 },
      contacts: contacts.map(([role, email]) => ({ role, email })),
    }),
  )
  const approved = () =>
    product.database.write((tx) => approve(tx, actor, id, { reason: 'Known to the desk.' }))
  return { product, id, approved }
}

test('whoever looks after an approved partnership is told its first steps, and no key', async () => {
  const { product, id, approved } = await aGazette(
    ['urgent', 'night@gazette.example'],
    ['licensing', 'law@gazette.example'],
    ['technical', 'it@gazette.example'],
    ['editorial', 'news@gazette.example'],
  )
  await approved()

  const mails = await mailsOf(product)

  expect(mails.map(({ recipient }) => recipient)).toEqual(['law@gazette.example', 'it@gazette.example'])
  expect(mails[0]).toMatchObject({
    kind: 'partner.approved',
    status: 'handed_to_relay',
    about: id,
    addressee: id,
    subject: 'Example <b>Gazette</b> is approved',
  })
  expect(mails[0].text).toContain(
    "curl -H 'Authorization: Bearer YOUR-KEY' http://127.0.0.1:8080/v1/articles",
  )
  expect(mails[0].text).toContain('http://127.0.0.1:8080/docs')
  expect(mails[0].text).toContain('> Known to the desk.')
  expect(mails[0].html).toContain('Example &lt;b&gt;Gazette&lt;/b&gt; is approved')
  expect(JSON.stringify(mails)).not.toContain('wc_live_')
})

test('where nobody is named for it, the urgent contacts are told, each once', async () => {
  const { product, approved } = await aGazette(
    ['urgent', 'Desk@gazette.example'],
    ['urgent', 'desk@gazette.example'],
  )
  await approved()

  expect(await mailsOf(product)).toHaveLength(1)
})

test.each([
  ['suspended', 'Example <b>Gazette</b> is suspended'],
  ['terminated', 'The partnership with Example <b>Gazette</b> has ended'],
] as const)('a partner that is %s is told with the reason', async (decision, subject) => {
  const { product, id, approved } = await aGazette(['urgent', 'desk@gazette.example'])
  await approved()

  await decided(product, id, decision)

  const [mail] = await mailsOf(product, `&kind=partner.${decision}`)
  expect(mail).toMatchObject({ subject, recipient: 'desk@gazette.example' })
  expect(mail.text).toContain('> test')
  expect(mail.text).toContain('kills, withdrawals and corrections')
})

test('a partner whose suspension is lifted is told', async () => {
  const { product, id, approved } = await aGazette(['urgent', 'desk@gazette.example'])
  await approved()
  await decided(product, id, 'suspended')
  await decided(product, id, 'reinstated')

  expect(await mailsOf(product, '&kind=partner.reinstated')).toMatchObject([
    { subject: 'Example <b>Gazette</b> is reinstated' },
  ])
})

test('a decision that is refused tells nobody', async () => {
  const { product, id } = await aGazette(['urgent', 'desk@gazette.example'])

  await expect(decided(product, id, 'suspended')).rejects.toThrow()

  expect(await mailsOf(product)).toEqual([])
})

test.each([
  ['asked', 'We need more to decide on Example <b>Gazette</b>'],
  ['declined', 'Example <b>Gazette</b> was not approved'],
] as const)('a publisher that is %s is told with the reason', async (decision, subject) => {
  const { product, id } = await aGazette(['urgent', 'desk@gazette.example'])

  await decided(product, id, decision)

  const [mail] = await mailsOf(product, `&kind=partner.${decision}`)
  expect(mail).toMatchObject({ subject, recipient: 'desk@gazette.example' })
  expect(mail.text).toContain('> test')
})

import { expect, test } from 'vitest'
import { mailsOf } from '../../mail/support/mailbox.ts'
import { aPolledSite } from './support/sources.ts'

test('authors whom nobody knows are told to the desk in one mail, once', async () => {
  const { product, pass } = await aPolledSite({
    posts: [{ author: 'John Roe' }, { author: 'John Roe' }, { author: 'Joan Poe' }],
  })
  expect(await mailsOf(product, '&kind=desk.waiting')).toEqual([])

  await pass()

  const [mail, ...others] = await mailsOf(product, '&kind=desk.waiting')
  expect(mail).toMatchObject({
    subject: '2 imported stories wait for the desk',
    recipient: 'licensing@dailycallernewsfoundation.org',
    addressee: null,
  })
  expect(mail.text).toContain('- An author whom nobody knows: John Roe')
  expect(mail.text).toContain('- An author whom nobody knows: Joan Poe')
  await pass()
  expect(others).toEqual([])
  expect(await mailsOf(product, '&kind=desk.waiting')).toHaveLength(1)
})

test('the desk is told at its own address, of what still waits', async () => {
  const { product, staff, pass, desk, jane } = await aPolledSite({ posts: [{ author: 'John Roe' }] })
  await staff.call('PATCH', '/v1/staff/newswire', { payload: { deskMail: 'desk@newswire.example' } })
  const [entry] = await desk('unknown-author')
  await staff.post(`/v1/staff/desk/${entry.id}/settlements`, { action: 'map', reporter: jane.id })

  await pass()

  expect(await mailsOf(product, '&kind=desk.waiting')).toEqual([])
})

test('a story that is gone from its source is told to the desk', async () => {
  const { product, site, staff, pass } = await aPolledSite({ posts: [{}, {}] })
  await staff.call('PATCH', '/v1/staff/newswire', { payload: { deskMail: 'desk@newswire.example' } })
  site.remove(1)
  await pass(11)

  const [mail] = await mailsOf(product, '&kind=desk.waiting')
  expect(mail).toMatchObject({
    subject: 'An imported story waits for the desk',
    recipient: 'desk@newswire.example',
  })
  expect(mail.text).toContain('- Gone from its source: Story 1')
})

import { expect, test } from 'vitest'
import { aCommandLine, aPublisher } from './support/wirecopy.ts'

test('a contact is asked to confirm its address, and shown with whether it did', async () => {
  const { json, wirecopy } = await aCommandLine()
  const { id } = await json(...aPublisher())
  const { email } = (await json('partner', 'show', id)).contacts[0]

  const { out } = await wirecopy('partner', 'confirm-contact', id, '--email', email)

  expect(out).toMatch(new RegExp(`^${email} is sent a link that is good until \\d{4}-\\d\\d-\\d\\d `))
  expect((await json('mail', 'list')).items).toMatchObject([{ kind: 'contact.confirm', recipient: email }])
  expect((await wirecopy('partner', 'show', id)).out).toContain(`${email} (not confirmed)`)
})

test('an address that is no contact is refused by its option', async () => {
  const { json, wirecopy } = await aCommandLine()
  const { id } = await json(...aPublisher())

  const { code, err } = await wirecopy('partner', 'confirm-contact', id, '--email', 'x@elsewhere.example')

  expect([code, err]).toEqual([1, expect.stringContaining('--email is no contact of')])
})

import { expect, test } from 'vitest'
import { aCommandLine, aPublisher } from './support/wirecopy.ts'

const gazette = [
  ...['application', 'add', '--name', 'Example Gazette', '--country', 'US', '--publication', 'newspaper'],
  ...['--audience', '250000', '--audience-source', 'own count', '--by', 'feed'],
  ...['--contact', 'desk@gazette.example', '--contact', 'licensing=jane@gazette.example'],
]

test('an application is entered, listed and shown', async () => {
  const { json, wirecopy } = await aCommandLine()

  const { id, partnerId } = await json(...gazette, '--site', 'https://gazette.example/news')

  expect(await json('partner', 'show', partnerId)).toMatchObject({ status: 'applied' })
  const list = (await wirecopy('application', 'list')).out
  expect(list).toContain('registered')
  expect(list).toContain('Example Gazette')
  const page = (await wirecopy('application', 'show', id)).out
  expect(page).toMatch(new RegExp(`^Partner +${partnerId}$`, 'm'))
  expect(page).toMatch(/^Sites +gazette\.example$/m)
  expect((await json('application', 'list', '--status', 'draft')).items).toEqual([])
})

test('one with a site of a partner waits until it is closed', async () => {
  const { json, wirecopy } = await aCommandLine()
  const { id: partnerId } = await json(...aPublisher())
  const [domain] = (await json('partner', 'show', partnerId)).domains

  const { code, out } = await wirecopy(...gazette, '--site', domain)

  expect(code).toBe(0)
  expect(out).toContain('one of its sites is a partner’s')
  const [{ id }] = (await json('application', 'list', '--status', 'duplicate')).items
  expect((await wirecopy('application', 'show', id)).out).toContain(`${domain} is ${partnerId}’s`)
  expect((await wirecopy('application', 'close', id, '--reason', 'Not theirs.')).out).toBe(
    `${id} is closed.\n`,
  )
})

test('a wrong option is named', async () => {
  const { wirecopy } = await aCommandLine()

  const { code, err } = await wirecopy(...gazette, '--site', 'https://gazette.example:8443')

  expect([code, err]).toEqual([2, expect.stringContaining('--site')])
})

import { expect, test } from 'vitest'
import { aCommandLine, aPublisher } from './support/wirecopy.ts'

test('an agreement on paper is recorded, once, and listed with what was accepted before', async () => {
  const { json, wirecopy } = await aCommandLine()
  const { id } = await json(...aPublisher('--approve'))
  const given = [
    'agreement',
    'record',
    id,
    '--signed-on',
    '2026-04-30',
    '--signer',
    'Jane Roe',
    '--note',
    'Safe.',
  ]

  expect((await wirecopy('agreement', 'list', id)).out).toMatch(/ on_behalf .* –\n$/)
  expect(await json(...given)).toMatchObject({
    how: 'on_file',
    termsVersion: 1,
    signedOn: '2026-04-30',
    signer: { name: 'Jane Roe', email: null, title: null, address: null },
    note: 'Safe.',
  })
  expect((await wirecopy(...given)).err).toContain('records version 1 as on_file')
  expect(await json('agreement', 'list', id, '--limit', '1')).toMatchObject({
    items: [{ how: 'on_file' }],
    next: expect.stringMatching(/^agr_/),
  })
})

test.each([
  [['--signed-on', '2026-04-30'], 'signer'],
  [['--signed-on', 'last week', '--signer', 'Jane Roe'], '--signed-on'],
  [['--terms', 'first'], '--terms'],
  [['--signer-title', 'Publisher'], '--signer'],
])('wrong options are named: %j', async (options, named) => {
  const { json, wirecopy } = await aCommandLine()
  const { id } = await json(...aPublisher())
  const { code, err } = await wirecopy('agreement', 'record', id, ...options)

  expect(code).toBe(2)
  expect(err).toContain(named)
})

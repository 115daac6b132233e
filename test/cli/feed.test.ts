import { expect, test } from 'vitest'
import { confirmed } from './support/contacts.ts'
import { aCommandLine, aPublisher } from './support/wirecopy.ts'

test('a feed is made with its addresses, once an urgent contact is confirmed', async () => {
  const { json, wirecopy, storage } = await aCommandLine()
  const { id } = await json(...aPublisher('--approve'))
  const given = ['feed', 'create', id, '--name', 'WordPress']
  expect((await wirecopy(...given)).err).toContain('wirecopy partner confirm-contact')
  await confirmed(storage, id)

  const { key, addresses, id: keyId } = await json(...given, '--backfill', '2', '--guid', 'source')

  expect(addresses[0]).toMatch(/^http:.*\/feeds\/wc_feed_\w+\/articles\.rss$/)
  expect((await wirecopy('key', 'list', id)).out).toContain(key.slice(0, 12))
  expect((await wirecopy(...given)).out).toMatch(/shown this once:\n\n {2}http:.*\.rss\n {2}http:.*\.atom\n/)
  expect((await wirecopy('key', 'revoke', keyId)).code).toBe(0)
})

test.each([
  [['--backfill', 'all'], '--backfill'],
  [['--guid', 'url'], '--guid'],
])('wrong options are named: %j', async (options, named) => {
  const { json, wirecopy } = await aCommandLine()
  const { id } = await json(...aPublisher())

  const { code, err } = await wirecopy('feed', 'create', id, '--name', 'x', ...options)

  expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(named) })
})

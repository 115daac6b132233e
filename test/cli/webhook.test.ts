import { expect, test } from 'vitest'
import { endpoint } from './support/needs.ts'
import { aCommandLine } from './support/wirecopy.ts'

test('where a partner has changes sent is listed with how it goes there', async () => {
  const line = await aCommandLine()
  const { id, partnerId } = await endpoint(line)

  const { out } = await line.wirecopy('webhook', 'list', partnerId)

  expect(out).toMatch(new RegExp(`^${id} +on +– +https://cms\\.gazette\\.example/hook +–$`, 'm'))
})

test('a test is on its way, and stands among the deliveries', async () => {
  const line = await aCommandLine()
  const { id } = await endpoint(line)

  const sent = await line.json('webhook', 'test', id)

  expect(sent).toMatchObject({ type: 'webhook.test', status: 'waiting', attempts: [] })
  const { out } = await line.wirecopy('webhook', 'deliveries', id)
  expect(out).toMatch(new RegExp(`^${sent.id} +waiting +webhook\\.test +– `, 'm'))
  expect((await line.wirecopy('webhook', 'deliveries', id, '--status', 'failed')).out).toBe(
    'Nothing of that kind was sent to it in the last 30 days.\n',
  )
  expect((await line.wirecopy('audit', 'list')).out).toContain('webhook.test')
})

test('what is sent again is named either alone or by when it failed', async () => {
  const line = await aCommandLine()
  const { id } = await endpoint(line)
  const { id: delivery } = await line.json('webhook', 'test', id)

  const neither = await line.wirecopy('webhook', 'resend', id)
  expect(neither).toMatchObject({ code: 2, err: expect.stringContaining('--failed-since TIME') })
  const bad = await line.wirecopy('webhook', 'resend', id, '--failed-since', 'yesterday')
  expect(bad).toMatchObject({ code: 2, err: expect.stringContaining('2026-05-01T06:00:00Z') })
  const ofTest = await line.wirecopy('webhook', 'resend', id, delivery)
  expect(ofTest).toMatchObject({ code: 1, err: expect.stringContaining('was a test; send another one') })
  expect(await line.json('webhook', 'resend', id, '--failed-since', '2026-05-01')).toEqual({
    queued: 0,
    more: false,
  })
})

test('an endpoint that is none is said to be none', async () => {
  const line = await aCommandLine()

  const { code, err } = await line.wirecopy('webhook', 'test', 'whe_01h455vb4pex5vsknk084sn02q')

  expect(code).toBe(1)
  expect(err).toContain('There is no webhook endpoint whe_01h455vb4pex5vsknk084sn02q.')
})

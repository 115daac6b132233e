import { copyFile, readFile, rm } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { callerAt } from '../support/caller.ts'
import { anInstallation } from '../support/installation.ts'
import { aPartner, publishStory } from '../support/staff.ts'

test('a backup of before a kill, put back, serves the killed story to nobody', async () => {
  const installation = await anInstallation()
  const file = installation.database.replace('file:', '')
  const first = await installation.serve()
  const token = await installation.aStaffToken()
  const staff = callerAt(first.origin, token)
  const partner = await aPartner(staff, 'courier')
  const story = await publishStory(staff, 'Wrong Man')
  await first.end('SIGTERM')
  await copyFile(file, `${file}.backup`)

  const second = await installation.serve()
  const killed = callerAt(second.origin, token)
  await killed.post(`/v1/staff/articles/${story}/kills`, { advisory: 'Take it down.' })
  // Nothing that comes after the answer may matter.
  await second.end('SIGKILL')
  expect(await readFile(`${installation.dataDir}/kills.log`, 'utf8')).toContain(story)

  await rm(`${file}-wal`, { force: true })
  await copyFile(`${file}.backup`, file)
  const third = await installation.serve()

  const answer = await callerAt(third.origin, partner.key).get(`/v1/articles/${story}`)
  expect(answer.statusCode).toBe(410)
  expect(answer.json<{ advisory: string }>().advisory).toBe('Take it down.')
  expect(third.lines.join('\n')).toContain('killed again what an older database brought back')
})

test('a story scheduled before the server stopped is published by the one that runs when its time comes', async () => {
  const installation = await anInstallation()
  const first = await installation.serve()
  const staff = callerAt(first.origin, await installation.aStaffToken())
  const { key } = await aPartner(staff, 'courier')
  const story = await publishStory(staff, 'Later', { publishAt: new Date(Date.now() + 1_500).toISOString() })
  expect((await callerAt(first.origin, key).get(`/v1/articles/${story}`)).statusCode).toBe(404)
  await first.end('SIGTERM')

  const second = await installation.serve()
  const partner = callerAt(second.origin, key)

  await expect
    .poll(async () => (await partner.get(`/v1/articles/${story}`)).statusCode, { timeout: 10_000 })
    .toBe(200)
  const { items } = (await partner.get('/v1/changes')).json<{ items: { article: { id: string } | null }[] }>()
  expect(items.filter(({ article }) => article?.id === story)).toHaveLength(1)
})

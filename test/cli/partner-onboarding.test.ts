import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aCommandLine } from './support/wirecopy.ts'

/** Three imported partners: north, south and east. */
async function aDesk() {
  const line = await aCommandLine()
  const path = (name: string) => join(line.storage.dataDir, name)
  const rows = ['north', 'south', 'east'].map(
    (name) => `${name},${name}.example,1000,desk@${name}.example,2019`,
  )
  await writeFile(
    path('partners.csv'),
    `name,domains,monthlyUniques,urgentEmail,partnerSince\n${rows.join('\n')}\n`,
  )
  const imported = await line.json('partner', 'import', path('partners.csv'))
  const ids: string[] = imported.rows.map(({ partnerId }: { partnerId: string }) => partnerId)
  return { ...line, ids, path }
}

test('partners are invited in waves and by name, and a rehearsal mails nobody', async () => {
  const { json, wirecopy, ids } = await aDesk()

  const tried = await wirecopy('partner', 'invite', '--imported', '--dry-run')
  expect(tried.out).toContain('Nobody was mailed. It would be: 3 invited, 0 skipped.')
  expect((await json('mail', 'list')).items).toEqual([])

  expect((await json('partner', 'invite', '--imported', '--wave', '2')).partners).toMatchObject([
    { name: 'north', mails: 1 },
    { name: 'south', mails: 1 },
  ])
  expect((await wirecopy('partner', 'invite', ids[2] ?? '')).out).toContain('1 invited, 0 skipped.')
  expect((await wirecopy('partner', 'invite', '--imported')).out).toContain('Nobody is left to invite.')
  expect((await json('mail', 'list')).items).toHaveLength(3)
})

test.each([
  [[]],
  [['--wave', '5']],
  [['--imported', 'par_01h455vb4pex5vsknk084sn02q']],
  [['--imported', '--wave', '0']],
])('wirecopy partner invite %j is wrong usage', async (argv) => {
  const { wirecopy } = await aCommandLine()
  expect(await wirecopy('partner', 'invite', ...argv)).toMatchObject({ code: 2 })
})

test('the board shows a bar for each stage and the partners below', async () => {
  const { json, wirecopy, ids } = await aDesk()
  await json('partner', 'invite', ids[0] ?? '')

  const { out } = await wirecopy('partner', 'board')

  expect(out).toMatch(/^STAGE +PARTNERS {2}SHARE +LONGEST\n/)
  expect(out).toContain('imported               2  ####################..........  67 %  0 days')
  expect(out).toContain('invited                1  ##########....................  33 %  0 days')
  expect(out).toMatch(new RegExp(`${ids[0]} +invited +0 days +– +north`))
  const invited = await wirecopy('partner', 'board', '--stage', 'invited')
  expect(invited.out).not.toContain('south')
  expect((await wirecopy('partner', 'board', '--stage', 'first-fetch')).out).toContain(
    'No partner stands there.',
  )
})

test('a log says when old feeds were last asked, the latest of all lines and hosts', async () => {
  const { json, wirecopy, ids, path } = await aDesk()
  const lines = [
    'north.example;2026-01-02',
    'cdn.north.example;2026-01-05T10:00:00Z',
    'NORTH.example;2026-01-03',
    'unknown.example;2026-01-02',
    'south.example;soon',
    'south.example;2999-01-01',
  ]
  await writeFile(path('seen.csv'), `Host;Last seen\r\n${lines.join('\r\n')}\r\n`)

  const { out } = await wirecopy('partner', 'old-feed', path('seen.csv'))

  expect(out).toContain('3 of 6 lines noted.')
  expect(out).toMatch(/5 {2}unknown\.example +belongs to no partner\n/)
  expect(out).toMatch(/6 {2}south\.example +lastSeen must be a day such as/)
  expect(out).toMatch(/7 {2}south\.example +lastSeen is still to come/)
  const seen = async () => (await json('partner', 'board')).items[0].oldFeedSeenAt
  expect(await seen()).toBe('2026-01-05T10:00:00.000Z')

  await writeFile(path('older.csv'), 'host,lastSeen\nnorth.example,2025-12-31\n')
  await json('partner', 'old-feed', path('older.csv'))
  expect(await seen()).toBe('2026-01-05T10:00:00.000Z')
  await json('partner', 'old-feed', ids[0] ?? '', '--seen', '2025-12-30')
  expect(await seen()).toBe('2025-12-30T00:00:00.000Z')
})

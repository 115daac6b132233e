import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aCommandLine, aPublisher } from './support/wirecopy.ts'

async function aLicensor() {
  const line = await aCommandLine()
  const file = join(line.storage.dataDir, 'terms.md')
  await writeFile(file, '# License\n\nPrint *everything*.\n')
  return { ...line, file }
}

test('publishing shows the effect first, warns of a new duty, and then does it', async () => {
  const { json, wirecopy, file } = await aLicensor()
  await json(...aPublisher('--approve'))
  const given = ['terms', 'publish', file, '--duty', 'link-back', '--accept-by', '2099-01-01T00:00:00Z']

  const shown = await wirecopy(...given, '--dry-run')

  expect(shown).toMatchObject({ code: 0, err: '' })
  expect(shown.out).toContain('Partners   1 approved partner has accepted version 1')
  expect(shown.out).toContain(
    'Warning: This version makes link-back a duty; all that is in force today is logo, byline, affiliation.',
  )
  expect(shown.out).toContain('Nothing was published')
  expect(await json('terms', 'show')).toMatchObject({ version: 1, agreements: 1 })

  expect((await wirecopy(...given)).out).toContain('Version 2 is in force: http')
  expect(await json('terms', 'show')).toMatchObject({
    version: 2,
    text: '# License\n\nPrint *everything*.',
    duties: ['logo', 'byline', 'affiliation', 'link-back'],
    acceptBy: '2099-01-01T00:00:00.000Z',
    agreements: 0,
  })
  expect((await wirecopy('terms', 'show')).out).toContain('\n\n# License\n\nPrint *everything*.\n')
  expect(await json('terms', 'list', '--limit', '1')).toMatchObject({ items: [{ version: 2 }], next: 2 })
  expect((await wirecopy('terms', 'list', '--before', '2')).out).toMatch(/^VERSION .*\n +1 /)
})

test.each([
  [['--duty', 'payment'], 'FILE'],
  [['--recommend', 'logo'], '--recommend'],
  [['--accept-by', 'soon'], '--accept-by'],
])('wrong options are named: %j', async (options, named) => {
  const { wirecopy, file } = await aLicensor()
  const { code, err } = await wirecopy('terms', 'publish', file, ...options)

  expect(code).toBe(2)
  expect(err).toContain(named === 'FILE' ? '--duty' : named)
})

test('a text that is not there, or no text, is refused', async () => {
  const { wirecopy, file } = await aLicensor()
  await writeFile(file, Buffer.from([0xff, 0xfe]))

  expect((await wirecopy('terms', 'publish', '/nowhere.md')).err).toContain('there is no such file')
  expect((await wirecopy('terms', 'publish', file)).err).toContain('is not text in UTF-8')
  expect((await wirecopy('terms', 'show', '9')).err).toContain('no version 9')
})

import { expect, test } from 'vitest'
import { dialect } from '../../src/platform/database/dialect.ts'
import { triggersOf } from '../database/support/contents.ts'
import { anOutsider } from '../database/support/outside.ts'
import { aCommandLine, aPublisher } from './support/wirecopy.ts'

/** An installation whose audit log somebody with a shell can write to. */
async function anExposedLog() {
  const line = await aCommandLine()
  await line.json(...aPublisher('--approve'))
  const outsider = await anOutsider(line.storage.url)
  for (const trigger of (await triggersOf(outsider)).filter((name) => name.startsWith('audit_entries'))) {
    await outsider.run(`DROP TRIGGER ${trigger}${dialect === 'postgres' ? ' ON audit_entries' : ''}`)
  }
  return { ...line, outsider }
}

test('an audit log that nobody touched is whole', async () => {
  const { wirecopy } = await aCommandLine()

  expect(await wirecopy('audit', 'verify')).toEqual({
    code: 0,
    out: expect.stringMatching(/^All \d+ entries are whole\. Head: \d+:[\w-]{43}\n$/),
    err: '',
  })
})

test.each([
  ['at', 'at + 1'],
  ['actor_kind', "'staff'"],
  ['actor', "'somebody else'"],
  ['verb', "'article.kill'"],
  ['subject', "'par_01h455vb4pex5vsknk084sn02q'"],
  ['details', `'{"reason":"made up"}'`],
  ['details', "'no JSON'"],
  ['mac', "'AAAA'"],
])('an entry whose %s became %s is found', async (column, value) => {
  const { wirecopy, outsider } = await anExposedLog()
  await outsider.run(`UPDATE audit_entries SET ${column} = ${value} WHERE seq = 4`)

  expect(await wirecopy('audit', 'verify')).toEqual({
    code: 1,
    out: '',
    err: 'The audit log is not whole: entry 4 was altered. Compare it with a backup.\n',
  })
})

test('an entry that was taken out is found', async () => {
  const { wirecopy, outsider } = await anExposedLog()
  await outsider.run('DELETE FROM audit_entries WHERE seq = 4')

  expect((await wirecopy('audit', 'verify')).err).toContain('entry 4 is missing')
})

test('an entry put before the first is found', async () => {
  const { wirecopy, outsider } = await anExposedLog()
  await outsider.run(
    `INSERT INTO audit_entries (seq, at, actor_kind, actor, verb, subject, details, mac) VALUES (0, 1, 'cli', 'x', 'x', 'x', '{}', 'x')`,
  )

  expect((await wirecopy('audit', 'verify')).err).toContain('entry 0 was altered')
})

test('entries cut off at the end are found by a head that was kept elsewhere', async () => {
  const { wirecopy, json, outsider } = await anExposedLog()
  const { entries, head } = await json('audit', 'verify')
  await outsider.run(`DELETE FROM audit_entries WHERE seq > ${entries - 2}`)

  expect((await wirecopy('audit', 'verify')).code).toBe(0)
  expect(await wirecopy('audit', 'verify', '--head', `${entries}:${head}`)).toMatchObject({
    code: 1,
    err: `The audit log is not whole: entry ${entries - 1} is missing. Compare it with a backup.\n`,
  })
})

test('a log that is whole but another is found by a head that was kept elsewhere', async () => {
  const { wirecopy, json } = await aCommandLine()
  const { entries, head } = await json('audit', 'verify')

  expect((await wirecopy('audit', 'verify', '--head', `${entries}:${head}`)).code).toBe(0)
  const { err } = await wirecopy('audit', 'verify', '--head', `${entries}:${'A'.repeat(43)}`)
  expect(err).toContain(`entry ${entries} was altered`)
})

test('the verdict on a broken log is also JSON', async () => {
  const { wirecopy, outsider } = await anExposedLog()
  await outsider.run("UPDATE audit_entries SET actor = 'x' WHERE seq = 2")

  const { code, out } = await wirecopy('audit', 'verify', '--json')

  expect(JSON.parse(out)).toEqual({ intact: false, seq: 2, because: 'altered' })
  expect(code).toBe(1)
})

test('on a screen a bar shows how far the verification is, and leaves nothing behind', async () => {
  const { within } = await aCommandLine()

  const { out, err } = await within(['audit', 'verify'], { columns: 80 })

  expect(err).toMatch(/\r {79}\r$/)
  expect(out).not.toContain('\r')
})

test('the log is read newest first, page by page', async () => {
  const { json, wirecopy } = await aCommandLine()
  const { items } = await json('audit', 'list')

  const first = await json('audit', 'list', '--limit', '2')
  const second = await json('audit', 'list', '--limit', '2', '--before', String(first.next))

  expect([...first.items, ...second.items]).toEqual(items.slice(0, 4))
  expect((await wirecopy('audit', 'list', '--limit', '2')).out).toContain(
    `There are more: --before ${first.next}`,
  )
})

import { expect, test } from 'vitest'
import { dialect } from '../../src/platform/database/dialect.ts'
import { readMigrations } from '../../src/platform/database/migrations.ts'
import { anOutsider } from '../database/support/outside.ts'
import { aCommandLine, aNewCommandLine } from './support/wirecopy.ts'

const known = readMigrations(dialect).all.map(({ tag }) => tag)

const working = [
  'partner list',
  'key list par_01h455vb4pex5vsknk084sn02q',
  'article list',
  'newswire show',
  'audit verify',
  'seed',
]

async function aDatabaseOfTheNextRelease() {
  const line = await aCommandLine()
  const outsider = await anOutsider(line.storage.url)
  await outsider.run("INSERT INTO applied_migrations (tag, hash, at) VALUES ('9999_next', 'x', 0)")
  return line
}

test.each(working)(
  'on a database without tables, wirecopy %s names the command that makes them',
  async (typed) => {
    const { wirecopy, storage } = await aNewCommandLine()

    const { code, out, err } = await wirecopy(...typed.split(' '))

    const name = new URL(storage.url).pathname.replace(/^\/(?!.*\/)/, '')
    expect(err).toMatch(
      /^There are no tables in .+ yet; make them with: wirecopy migrate; or set DATA_DIR or DATABASE_URL/,
    )
    expect(err).toContain(name)
    expect(err).not.toContain('@')
    expect({ code, out }).toEqual({ code: 1, out: '' })
  },
)

test.each([...working, 'migrate', 'serve'])(
  'on a database of the next release, wirecopy %s asks for that release',
  async (typed) => {
    const { wirecopy } = await aDatabaseOfTheNextRelease()

    expect(await wirecopy(...typed.split(' '))).toEqual({
      code: 1,
      out: '',
      err: 'The database was migrated by a newer release (9999_next); start that release instead\n',
    })
  },
)

test('the status of a database says what the next release did to it', async () => {
  const { wirecopy } = await aDatabaseOfTheNextRelease()

  expect((await wirecopy('migrate', 'status')).out).toMatch(/^9999_next +applied by a newer release$/m)
})

test('a new database is migrated, seeded, and ready', async () => {
  const { json } = await aNewCommandLine()

  expect(await json('migrate', 'status')).toEqual({ applied: [], pending: known, unknown: [] })
  expect(await json('migrate')).toEqual({ applied: known, backup: null })
  expect(await json('migrate', 'status')).toEqual({ applied: known, pending: [], unknown: [] })
  expect(await json('seed')).toEqual({ seeded: true, articleId: expect.stringMatching(/^art_/) })
  expect(await json('newswire', 'show')).toMatchObject({ shortName: 'DCNF', logo: [{}, {}] })
})

test('migrating and seeding again say that there was nothing to do', async () => {
  const { wirecopy } = await aCommandLine()

  expect((await wirecopy('migrate')).out).toBe('There was nothing to apply: the database is up to date.\n')
  expect((await wirecopy('seed')).out).toBe(
    'There was nothing to do: a newswire or terms are there already.\n',
  )
})

test('a database without a newswire says how to set one up', async () => {
  const { wirecopy } = await aNewCommandLine()
  await wirecopy('migrate')

  expect(await wirecopy('newswire', 'show')).toMatchObject({
    code: 1,
    err: 'No newswire is set up; run `wirecopy seed` or `wirecopy newswire set`.\n',
  })
})

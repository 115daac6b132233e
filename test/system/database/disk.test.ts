import { expect, test } from 'vitest'
import { callerAt } from '../support/caller.ts'
import { breakDisk } from '../support/disk.ts'
import { anInstallation } from '../support/installation.ts'
import { rowsOf } from '../support/rows.ts'
import { publishStory } from '../support/staff.ts'

async function aServer() {
  const installation = await anInstallation()
  const server = await installation.serve()
  const staff = callerAt(server.origin, await installation.aStaffToken())
  const { key, articleId } = await installation.demo()
  const partner = callerAt(server.origin, key)
  expect(await partner.get(`/v1/articles/${articleId}`)).toMatchObject({ statusCode: 200 })
  const log = `${installation.database.replace('file:', '')}-wal`
  const add = (name: string) => staff.post('/v1/staff/reporters', { name, kind: 'person' })
  const names = async () => {
    const rows = await rowsOf(
      installation.database,
      "SELECT name FROM reporters WHERE kind = 'person' ORDER BY id",
    )
    return rows.map(({ name }) => name)
  }
  return { installation, server, staff, partner, articleId, log, add, names }
}

test('on a full disk nothing is stored and reading goes on, until there is room again', async () => {
  const { server, staff, partner, articleId, log, add, names } = await aServer()
  const unread = await publishStory(staff, 'Not read yet')
  expect(await add('Before')).toMatchObject({ statusCode: 201 })

  const makeRoom = await breakDisk(server.pid, log, 'full')
  const refused = await add('Meanwhile')
  expect(refused.statusCode).toBe(507)
  expect(refused.json()).toMatchObject({ type: expect.stringMatching(/\/problems\/storage-full$/) })
  expect((await partner.get(`/v1/articles/${unread}`)).statusCode).toBe(507)
  expect((await partner.get(`/v1/articles/${articleId}`)).statusCode).toBe(200)
  expect((await partner.get('/v1/articles')).statusCode).toBe(200)
  expect((await partner.get('/v1/changes')).statusCode).toBe(200)
  expect((await partner.get('/v1/partner/usage')).statusCode).toBe(200)
  expect((await partner.get('/readyz')).statusCode).toBe(200)
  const sick = await staff.get('/health')
  expect(sick.statusCode).toBe(503)
  expect(sick.json()).toMatchObject({
    components: expect.arrayContaining([
      { component: 'database:write', status: 'fail', output: expect.stringContaining('SQLITE_FULL') },
    ]),
  })

  await makeRoom()
  expect(await add('After')).toMatchObject({ statusCode: 201 })
  expect(await partner.get('/health')).toMatchObject({ statusCode: 200 })
  expect((await partner.get(`/v1/articles/${unread}`)).statusCode).toBe(200)
  expect(await names()).toEqual(['Before', 'After'])
})

test.each(['failing to write', 'failing to flush'] as const)(
  'on a disk that is %s it acknowledges nothing more and exits with 74',
  async (fault) => {
    const { installation, server, log, add, names } = await aServer()
    expect(await add('Before')).toMatchObject({ statusCode: 201 })

    await breakDisk(server.pid, log, fault)
    const answers = await Promise.allSettled([add('Meanwhile'), add('Meanwhile'), add('Meanwhile')])

    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    expect(await server.exited).toEqual({ code: 74, signal: null })
    expect(server.lines.filter((line) => line.includes('SQLITE_IOERR'))).toHaveLength(1)
    await installation.serve()
    expect((await names()).slice(0, 1)).toEqual(['Before'])
    expect(await installation.wirecopy('audit', 'verify')).toMatchObject({ intact: true })
  },
)

test('a disk that fails under a grant stops the server as one that fails under a verb does', async () => {
  const { installation, server, staff, partner, log } = await aServer()
  const unread = await publishStory(staff, 'Not read yet')

  await breakDisk(server.pid, log, 'failing to write')

  await expect(partner.get(`/v1/articles/${unread}`)).rejects.toThrow()
  expect(await server.exited).toEqual({ code: 74, signal: null })
  const grants = await rowsOf(installation.database, `SELECT id FROM grants WHERE article_id = '${unread}'`)
  expect(grants).toEqual([])
})

import { expect, test } from 'vitest'
import { deadJobs } from '../support/jobs.ts'
import { open } from '../support/opening.ts'
import { aCommandLine, type CommandLine } from './support/wirecopy.ts'

async function someDead({ storage }: CommandLine, count: number): Promise<string[]> {
  const database = await open(storage.url)
  const ids = await deadJobs(database, count)
  await database.close()
  return ids
}

test('dead jobs are listed with what went wrong', async () => {
  const line = await aCommandLine()
  const [id] = await someDead(line, 1)

  const { out } = await line.wirecopy('jobs', 'list', '--state', 'dead', '--lane', 'urgent')

  expect(out).toContain('JOB')
  expect(out).toMatch(
    new RegExp(`^${id} +dead +urgent +article\\.publish +2026-05-01 06:00Z +12 +failure 0$`, 'm'),
  )
  expect((await line.wirecopy('jobs', 'list', '--lane', 'bulk')).out).toBe('Nothing waits to be done.\n')
})

test('a state that is none is refused with those that there are', async () => {
  const { wirecopy } = await aCommandLine()

  const { code, err } = await wirecopy('jobs', 'list', '--state', 'done')

  expect(code).toBe(2)
  expect(err).toContain('waiting, running, dead')
})

test('a dead job begins anew when told to, and the audit log says who told it', async () => {
  const line = await aCommandLine()
  const [id = '', other = ''] = await someDead(line, 2)

  const { out } = await line.wirecopy('jobs', 'retry', id)

  expect(out).toBe('One job begins anew.\n')
  const { items } = await line.json('jobs', 'list')
  expect(items).toMatchObject([
    { id, state: 'waiting', attempts: 0 },
    { id: other, state: 'dead' },
  ])
  const audit = await line.json('audit', 'list', '--subject', id)
  expect(audit.items).toMatchObject([{ verb: 'job.retry', actorKind: 'cli' }])
})

test('all dead jobs begin anew together', async () => {
  const line = await aCommandLine()
  await someDead(line, 250)

  expect(await line.json('jobs', 'retry', '--all-dead')).toEqual({ retried: 250 })
  expect((await line.json('jobs', 'list', '--state', 'dead')).items).toEqual([])
  expect((await line.wirecopy('jobs', 'retry', '--all-dead')).out).toBe('0 jobs begin anew.\n')
})

test.each([
  [[], 'name a job or give --all-dead'],
  [['job_01h455vb4pex5vsknk084sn02q', '--all-dead'], 'name a job or give --all-dead'],
  [['art_01h455vb4pex5vsknk084sn02q'], 'job id'],
])('wirecopy jobs retry %j is refused', async (argv, complaint) => {
  const { wirecopy } = await aCommandLine()

  const { code, err } = await wirecopy('jobs', 'retry', ...argv)

  expect(code).toBe(2)
  expect(err).toContain(complaint)
})

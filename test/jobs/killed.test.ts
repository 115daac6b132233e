import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import type { Database } from '../../src/platform/database/database.ts'
import { enqueue } from '../../src/platform/jobs/queue.ts'
import { jobs } from '../../src/platform/jobs/tables.ts'
import { anOutsider } from '../database/support/outside.ts'
import { aDatabase } from '../support/databases.ts'
import { open } from '../support/opening.ts'
import { startProgram } from '../support/programs.ts'
import { aMortalWorker, entries, fastClock, writeEntry } from './support/mortal.ts'

const patienceMs = 120_000
const processes = 10
const atATime = 2
const workersEach = 10
const jobsEach = 60

test(
  'a hundred workers are killed at random, and every job is done, none is lost, none is made up',
  async () => {
    const begun = Date.now()
    const { url, drop } = await aDatabase()
    onTestFinished(drop)
    await (await anOutsider(url)).run('CREATE TABLE entries (text text NOT NULL)')
    const database = await open(url, fastClock(begun).now)
    const asked: string[] = []

    const live = async (life: number) => {
      const child = await aProcess(url, begun)
      asked.push(...(await ask(database, life)))
      await sleep(50 + Math.random() * 200)
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
    const lines = Array.from({ length: atATime }, async (_, line) => {
      for (let life = line; life < processes; life += atATime) await live(life)
    })
    await Promise.all(lines)
    // On a busy machine all of them may have died elsewhere than between doing and saying so.
    for (let life = processes; !(await someDoneUnsaid(database)); life += 1) await live(life)
    await finishOff(database, begun)

    const done = await database.read.select().from(entries).limit(100_000)
    await database.close()
    const distinct = [...new Set(done.map(({ text }) => text))]
    expect(distinct.sort()).toEqual(asked.sort())
    // Some were killed between doing and saying so, which shows that killing them meant something.
    expect(done.length).toBeGreaterThan(asked.length)
  },
  patienceMs,
)

async function aProcess(url: string, begun: number): Promise<ChildProcess> {
  const script = new URL('./support/mortals.ts', import.meta.url)
  const child = startProgram(script, url, String(begun), String(workersEach))
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(child, 'message')
  return child
}

/** Enqueues jobs, each in a write of its own, beside some whose write fails. */
async function ask(database: Database, life: number): Promise<string[]> {
  const texts = Array.from({ length: jobsEach }, (_, number) => `job ${number} of life ${life}`)
  const outcomes = await Promise.allSettled(
    texts.map((text, number) =>
      database.write(async (tx) => {
        await enqueue(tx, writeEntry, { text })
        if (number % 5 === 0) throw new Error('on purpose')
      }),
    ),
  )
  return texts.filter((_, number) => outcomes[number]?.status === 'fulfilled')
}

/** Whether what a job does stands, and the job does too; asked when every worker is dead. */
async function someDoneUnsaid({ read }: Database): Promise<boolean> {
  const done = new Set((await read.select().from(entries).limit(100_000)).map(({ text }) => text))
  const left = await read.select({ payload: jobs.payload }).from(jobs).limit(100_000)
  return left.some(({ payload }) => done.has(writeEntry.payload.parse(payload).text))
}

/** Runs what is left, as soon as the leases of the dead have ended. */
async function finishOff(database: Database, begun: number): Promise<void> {
  const worker = aMortalWorker(database, begun)
  worker.start()
  while ((await database.read.select({ id: jobs.id }).from(jobs).limit(1)).length > 0) await sleep(50)
  await worker.stop()
}

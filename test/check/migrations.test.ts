import { execFile } from 'node:child_process'
import { appendFile, cp, mkdtemp, readdir, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'

const run = promisify(execFile)

const engines = [
  { engine: 'sqlite', url: 'file:unused' },
  { engine: 'postgres', url: 'postgres://unused' },
]

test.each(engines)('the migrations for $engine make the tables that the rooms declare', async (engine) => {
  const project = await aCopy()

  expect(await generated(project, engine)).toEqual([])
})

test.each(engines)('a table without a migration for $engine is noticed', async (engine) => {
  const project = await aCopy()
  await appendFile(
    join(project, 'src/accounts/tables.ts'),
    "\nexport const more = table('more', { a: text() })\n",
  )

  expect(await generated(project, engine)).toEqual([expect.stringMatching(/^\d{4}_forgotten\.sql$/)])
})

async function aCopy(): Promise<string> {
  const project = await mkdtemp(join(tmpdir(), 'wirecopy-check-'))
  onTestFinished(() => rm(project, { recursive: true, force: true }))
  for (const part of ['src', 'migrations', 'drizzle.config.ts', 'package.json', 'tsconfig.json']) {
    await cp(part, join(project, part), { recursive: true })
  }
  await symlink(resolve('node_modules'), join(project, 'node_modules'))
  return project
}

/** The migrations that drizzle would add. */
async function generated(project: string, { engine, url }: (typeof engines)[number]): Promise<string[]> {
  const folder = join(project, 'migrations', engine)
  const before = await readdir(folder)
  await run(process.execPath, ['node_modules/drizzle-kit/bin.cjs', 'generate', '--name=forgotten'], {
    cwd: project,
    env: { ...process.env, DATABASE_URL: url },
  })
  return (await readdir(folder)).filter((name) => !before.includes(name))
}

import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'

const run = promisify(execFile)
const compiler = resolve('node_modules/typescript/bin/tsc')

test('what is published is what runs, with its types and its license, and others can build on it', async () => {
  const { stdout } = await run('npm', ['pack', '--workspace=client', '--dry-run', '--json'])
  const paths = filesIn(stdout)
  expect(paths).toEqual(
    expect.arrayContaining(['LICENSE', 'README.md', 'package.json', 'dist/cli.js', 'dist/wirecopy.d.ts']),
  )
  expect(
    paths.filter((path) => !/^(dist\/.+\.(js|d\.ts)|LICENSE|README\.md|package\.json)$/.test(path)),
  ).toEqual([])
  const help = await run(process.execPath, ['client/dist/cli.js', '--help'])
  expect(help.stdout).toMatch(/^Usage: wirecopy-client follow --to DIR/)

  const project = await aProject(`
    import { CursorExpired, Wirecopy, webhooks } from '@wirecopy/client'
    const { articles, changes } = new Wirecopy({ url: 'https://wire.example', key: 'wc_live_x' })
    const byline: string = (await articles.get('art_x')).attribution.byline
    const xml: string = await articles.get('art_x', { format: 'nitf' })
    for await (const { document } of changes.follow({ format: 'text' })) document?.trim()
    for await (const { document } of changes.follow({ format: 'json' })) document?.attribution
    // @ts-expect-error There is no such format.
    await articles.get('art_x', { format: 'pdf' })
    // @ts-expect-error A change of another kind has no such type.
    changes.follow({ types: ['article.burned'] })
    const event = await webhooks.verify(new Headers(), '', 'whsec_x')
    const credit: string | undefined = event.article?.attribution?.creditLine
    if (event.type === 'kill.drill') event.drill.trim()
    // @ts-expect-error A body that would be too long comes without it.
    event.article?.attribution.creditLine
    export { byline, credit, CursorExpired, xml }
  `)
  const options = [
    '--noEmit',
    '--strict',
    '--skipDefaultLibCheck',
    '--module',
    'nodenext',
    '--target',
    'es2024',
    '--lib',
    'es2024,dom',
  ]
  expect(await compiled(project, ...options)).toBe('')
})

function filesIn(json: string): string[] {
  const packed = z.object({ files: z.array(z.object({ path: z.string() })) })
  // Newer versions of npm name the packages.
  const made = z.union([
    z.tuple([packed]).transform(([one]) => one),
    z.object({ '@wirecopy/client': packed }).transform((one) => one['@wirecopy/client']),
  ])
  return made.parse(JSON.parse(json)).files.map(({ path }) => path)
}

/** A project of somebody else, with the client in it. */
async function aProject(source: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'wirecopy-client-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await mkdir(join(folder, 'node_modules/@wirecopy'), { recursive: true })
  await symlink(resolve('client'), join(folder, 'node_modules/@wirecopy/client'))
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
  await writeFile(join(folder, 'own.ts'), source)
  return folder
}

/** What the compiler says against it. */
async function compiled(folder: string, ...options: string[]): Promise<string> {
  const compiling = run(process.execPath, [compiler, ...options, 'own.ts'], { cwd: folder })
  const { stdout } = await compiling.catch((failure: { stdout: string }) => failure)
  return stdout
}

import { execFile } from 'node:child_process'
import { chmod, cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { type Stage, stagesIn } from './dockerfile.ts'

const run = promisify(execFile)

const commandMs = 240_000

export interface Image {
  /** What stands at `/` beside the base image. */
  root: string
  stage: Stage
  remove(): Promise<void>
}

/**
 * Does what the Dockerfile says, stage by stage, without an engine: the same files are copied from the same
 * context and the same commands run. Only what prepares `/data` is left to whoever mounts it.
 */
export async function buildImage(): Promise<Image> {
  const folder = await mkdtemp(join(tmpdir(), 'wirecopy-image-'))
  // Whoever runs the image is not root.
  await chmod(folder, 0o755)
  const context = join(folder, 'context')
  await copyContext(context)

  const stages = stagesIn('Dockerfile')
  for (const [index, stage] of stages.entries()) {
    const isLast = index === stages.length - 1
    await build(stage, { folder, context, runs: !isLast })
  }
  const stage = stages.at(-1)
  if (!stage) throw new Error('The Dockerfile has no stage')
  return {
    root: rootOf(folder, stage.name),
    stage,
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

/** What .dockerignore leaves of the project: it names what belongs to the context, and nothing else does. */
async function copyContext(context: string): Promise<void> {
  const [first, ...patterns] = (await readFile('.dockerignore', 'utf8'))
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
  if (first !== '*') throw new Error('.dockerignore must begin by leaving everything out')
  for (const pattern of patterns) {
    const path = pattern.replace(/^!/, '')
    await cp(path, join(context, path), { recursive: true })
  }
}

interface Workshop {
  folder: string
  context: string
  runs: boolean
}

async function build({ name, steps }: Stage, { folder, context, runs }: Workshop): Promise<void> {
  let at = rootOf(folder, name)
  for (const { instruction, text } of steps) {
    if (instruction === 'WORKDIR') {
      at = join(rootOf(folder, name), text)
      await mkdir(at, { recursive: true })
    }
    if (instruction === 'COPY') await copy(text, at, folder, context)
    if (instruction === 'RUN' && runs)
      await run('sh', ['-c', text], { cwd: at, env: onThisNode(), timeout: commandMs })
  }
}

async function copy(text: string, at: string, folder: string, context: string): Promise<void> {
  const words = text.split(/\s+/)
  const stage = words[0]?.startsWith('--from=') ? words.shift()?.replace('--from=', '') : undefined
  const source = stage === undefined ? context : rootOf(folder, stage)
  const target = words.pop() ?? ''
  for (const path of words) {
    const into = target.endsWith('/') ? join(at, target, path) : join(at, target)
    await mkdir(dirname(into), { recursive: true })
    await cp(join(source, path), into, { recursive: true, verbatimSymlinks: true })
  }
}

function rootOf(folder: string, stage: string): string {
  return join(folder, `stage-${stage}`)
}

// The base image brings Node 24; its npm and shell are those of this machine.
function onThisNode(): NodeJS.ProcessEnv {
  const path = `${dirname(process.execPath)}:${withoutPackages(process.env.PATH ?? '')}`
  return { ...process.env, PATH: path, npm_config_prefer_offline: 'true' }
}

// What `npm run` puts in front would lend the build our own development packages.
function withoutPackages(path: string): string {
  return path
    .split(':')
    .filter((part) => !part.endsWith('node_modules/.bin') && !part.includes('node-gyp-bin'))
    .join(':')
}

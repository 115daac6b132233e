import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { environmentOf } from './dockerfile.ts'
import type { Image } from './image.ts'

// `node` in the base image.
const owner = 1000
const isRoot = process.getuid?.() === 0

/** A container without an engine: an image with a volume at `/data` and a secret, as the compose files give them. */
export class Sandbox {
  private readonly image: Image
  private readonly folder: string
  private readonly variables: Record<string, string>

  constructor(image: Image, folder: string, variables: Record<string, string>) {
    this.image = image
    this.folder = folder
    this.variables = variables
  }

  /** Runs a command to its end. */
  async run(command: readonly string[]) {
    const child = this.spawn(command)
    const [stdout, stderr] = [text(piped(child.stdout)), text(piped(child.stderr))]
    const [code] = await once(child, 'close')
    return { code, stdout: await stdout, stderr: await stderr }
  }

  /** Starts the server and waits for the line that says it is ready. */
  async serve(command: readonly string[]) {
    const child = this.spawn(command)
    const pid = z.object({ 'child-pid': z.int() }).parse(JSON.parse(await text(piped(child.stdio[3]))))
    const complaints = text(piped(child.stderr))
    const lines = createInterface(piped(child.stdout))
    await new Promise<void>((resolve, reject) => {
      lines.on('line', (line) => line.includes('is ready') && resolve())
      child.once('close', () => complaints.then((said) => reject(new Error(`It ended: ${said}`)), reject))
    })
    return {
      /** Signals the process itself and answers with its exit code. */
      stop: async (signal: NodeJS.Signals) => {
        process.kill(pid['child-pid'], signal)
        const [code] = await once(child, 'close')
        return code
      },
    }
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true })
  }

  /** Read-only but for `/data` and `/tmp`, not root, and the first process. */
  private spawn(command: readonly string[]) {
    const environment = { ...environmentOf(this.image.stage), ...this.variables, PATH: '/base' }
    const wrapped = [
      ...['--unshare-all', '--share-net', '--as-pid-1', '--die-with-parent', '--info-fd', '3'],
      ...['--ro-bind', '/usr', '/usr', '--symlink', 'usr/lib', '/lib', '--symlink', 'usr/lib64', '/lib64'],
      ...['--proc', '/proc', '--dev', '/dev', '--tmpfs', '/tmp'],
      ...['--ro-bind', join(this.folder, 'base'), '/base'],
      ...['--ro-bind', join(this.folder, 'secrets'), '/run/secrets'],
      ...['--ro-bind', join(this.image.root, 'app'), '/app'],
      ...['--bind', join(this.folder, 'data'), '/data'],
      ...['--remount-ro', '/', '--chdir', '/app', '--clearenv'],
      ...Object.entries(environment).flatMap(([name, value]) => ['--setenv', name, value]),
    ]
    return spawn('bwrap', [...wrapped, ...command], {
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      ...(isRoot ? { uid: owner, gid: owner } : {}),
    })
  }
}

export async function aSandbox(image: Image, variables: Record<string, string> = {}): Promise<Sandbox> {
  const folder = await mkdtemp(join(tmpdir(), 'wirecopy-sandbox-'))
  await chmod(folder, 0o755)
  for (const part of ['base', 'data', 'secrets']) await mkdir(join(folder, part))
  await copyFile(process.execPath, join(folder, 'base/node'))
  await writeFile(join(folder, 'secrets/secret_key'), 'c0ffee1254af9038'.repeat(4))
  if (isRoot) await chown(join(folder, 'data'), owner, owner)
  return new Sandbox(image, folder, variables)
}

function piped(stream: unknown): Readable {
  if (stream instanceof Readable) return stream
  throw new Error('The stream of a child is not piped')
}

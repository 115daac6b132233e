import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const outer = '93.184.215.14'
export const outerSix = '2606:4700::6810:1'
export const inner = '10.0.0.1'

// All of them are this machine's own there, and nothing else is: no packet can leave.
const addresses = [outer, outerSix, inner, '169.254.169.254', '64:ff9b::a00:1', 'fd00::1']

const setup = `set -e
ip link set lo up
for address in ${addresses.join(' ')}; do ip address add "$address" dev lo; done
mount --bind "$1" /etc/resolv.conf
shift
exec "$@"`

export interface Errand {
  url: string
  guarded: boolean
}

export interface Outcome {
  /** What was answered. */
  body?: string
  /** Why there is no answer. */
  code?: string
  /** The addresses that requests have come to. */
  reached: string[]
}

/** A network where public and private addresses are there alike, with its own name server. */
export class Namespace {
  private readonly process: ChildProcess
  private readonly folder: string

  private constructor(process: ChildProcess, folder: string) {
    this.process = process
    this.folder = folder
  }

  static async start(): Promise<Namespace> {
    const folder = await mkdtemp(join(tmpdir(), 'wirecopy-network-'))
    const nameServers = join(folder, 'resolv.conf')
    await writeFile(nameServers, 'nameserver 127.0.0.1\n')
    const account = process.getuid?.() === 0 ? [] : ['--map-root-user']
    const shell = ['sh', '-c', setup, 'sh', nameServers]
    const inside = fork(fileURLToPath(new URL('./inside.ts', import.meta.url)), {
      execPath: 'unshare',
      execArgv: ['--net', '--mount', ...account, ...shell, process.execPath, '--import', 'tsx'],
    })
    const ended = once(inside, 'exit').then(([code]) => {
      throw new Error(`The network could not be made: its process ended with ${code}`)
    })
    await Promise.race([once(inside, 'message'), ended])
    ended.catch(() => undefined)
    return new Namespace(inside, folder)
  }

  /** Fetches as the product does. */
  async guarded(url: string): Promise<Outcome> {
    return this.send({ url, guarded: true })
  }

  /** Fetches as a program does that guards nothing. */
  async plainly(url: string): Promise<Outcome> {
    return this.send({ url, guarded: false })
  }

  async remove(): Promise<void> {
    this.process.kill('SIGKILL')
    await rm(this.folder, { recursive: true, force: true })
  }

  private async send(errand: Errand): Promise<Outcome> {
    this.process.send(errand)
    const [outcome] = await once(this.process, 'message')
    return outcome
  }
}

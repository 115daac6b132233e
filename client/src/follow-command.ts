import { resolve } from 'node:path'
import type { Format } from './articles.ts'
import { fileOf } from './change-file.ts'
import { HotFolder } from './hot-folder.ts'
import { CursorExpired, Problem } from './problem.ts'
import { WrongUsage } from './usage.ts'
import { Wirecopy } from './wirecopy.ts'

const msPerS = 1_000

/** By which name files of each format are known. */
const extensions: Record<Format, string> = {
  json: 'json',
  ninjs: 'json',
  'ninjs-2.2': 'json',
  'ninjs-1.6': 'json',
  'newsml-g2': 'xml',
  nitf: 'xml',
  'nitf-plain': 'xml',
  html: 'html',
  embed: 'html',
  text: 'txt',
  markdown: 'md',
  jsonld: 'jsonld',
}

interface Arguments {
  to?: string | undefined
  format: string
  url?: string | undefined
  key?: string | undefined
  after?: string | undefined
}

interface Surroundings {
  signal: AbortSignal
  /** Tells people how it goes, a line at a time. */
  say: (line: string) => void
}

/** Writes every change into a folder until it is told to end. Throws `WrongUsage`. */
export async function follow(given: Arguments, { signal, say }: Surroundings): Promise<void> {
  const { to, url, key } = given
  if (!to) throw new WrongUsage('Name the folder: --to DIR')
  if (!url) throw new WrongUsage('Say where the server is: --url or WIRECOPY_URL')
  if (!key) throw new WrongUsage('Give your key: WIRECOPY_KEY or --key')
  if (!isFormat(given.format))
    throw new WrongUsage(`The format is one of ${Object.keys(extensions).join(', ')}; not ${given.format}`)

  const { format } = given
  const wirecopy = connected(url, key)
  const folder = await HotFolder.open(resolve(to), new URL(url).origin)
  try {
    await followInto(folder, wirecopy, { ...given, to, url, format }, { signal, say })
  } finally {
    await folder.close()
  }
}

interface Wanted extends Arguments {
  to: string
  url: string
  format: Format
}

async function followInto(
  folder: HotFolder,
  wirecopy: Wirecopy,
  { to, url, format, after: first }: Wanted,
  { signal, say }: Surroundings,
): Promise<void> {
  const onRetry = (error: unknown, waitMs: number) =>
    say(`Trying again in ${Math.ceil(waitMs / msPerS)} s: ${reasonOf(error)}`)
  if (folder.cursor === undefined && first === 'now')
    await folder.begin(await wirecopy.changes.now({ signal }))
  const after = folder.cursor ?? first
  say(`Following ${url} into ${to}, ${after === undefined ? 'from the beginning' : `after ${after}`}.`)
  try {
    for await (const change of wirecopy.changes.follow({ format, signal, onRetry, after }))
      say(await folder.write(fileOf(change, extensions[format]), change.cursor))
  } catch (error) {
    const why = folder.cursor === undefined ? undefined : reasonToRestart(error)
    if (why === undefined) throw error
    throw new Error(`${why} Remove ${folder.statePath} to start again.`)
  }
}

function reasonToRestart(error: unknown): string | undefined {
  if (error instanceof CursorExpired) return 'The server was restored from a backup.'
  if (error instanceof Problem && error.slug === 'invalid-cursor')
    return 'The folder follows another log than the one of this key, as that of the sandbox is.'
  return undefined
}

function connected(url: string, key: string): Wirecopy {
  try {
    return new Wirecopy({ url, key })
  } catch (error) {
    throw new WrongUsage(error instanceof Error ? error.message : String(error))
  }
}

function isFormat(text: string): text is Format {
  return Object.hasOwn(extensions, text)
}

// What went wrong with a connection is told by the cause.
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message
}

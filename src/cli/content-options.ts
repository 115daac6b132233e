import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import type { ArticleNotes } from '../articles/articles.ts'
import type { Content } from '../articles/content.ts'
import { contentInput, prepareContent } from '../articles/schema.ts'
import { line, prose } from '../platform/http/fields.ts'
import { required } from './commands.ts'
import { take } from './options.ts'
import { WrongUsage } from './refusal.ts'
import type { Terminal } from './terminal.ts'

const maxNote = 2_000
const maxBodyBytes = 1024 * 1024

const storyInput = contentInput.required({ headline: true, bodyHtml: true, reporters: true }).extend({
  headline: line(300),
  deskNote: prose(maxNote).optional(),
})

export interface ContentOptions {
  headline: string
  bodyFile: string
  reporter: string[]
  subhead?: string
  summary?: string
  canonicalUrl?: string
  section?: string
  tag?: string[]
  language?: string
  dateline?: string
  slug?: string
  workingHeadline?: boolean
  deskNote?: string
}

/** What a story is made of, as options. */
export function contentOptions(command: Command): Command {
  return command
    .addOption(required('--headline <text>', 'headline'))
    .addOption(required('--body-file <file>', 'file with the text as HTML; - reads standard input'))
    .addOption(
      required(
        '--reporter <reporter...>',
        'id of a reporter or desk, in the order of the byline; repeat for several',
      ),
    )
    .option('--subhead <text>', 'line below the headline')
    .option('--summary <text>', 'what lists show')
    .option('--canonical-url <url>', 'where the newswire published it itself')
    .option('--section <name>', 'section')
    .option('--tag <tag...>', 'tag; repeat for several')
    .option('--language <tag>', 'language of the text, such as en-US')
    .option('--dateline <text>', 'place and date that the text begins with')
    .option('--slug <slug>', 'words of its web address, joined by hyphens')
    .option('--working-headline', 'mark the headline as made for want of the desk’s own')
    .option('--desk-note <text>', 'note that only staff see')
}

/** The content of a story from its options, with the text of its file. */
export async function readContent(
  options: ContentOptions,
  { stdin }: Terminal,
): Promise<{ content: Content; notes: ArticleNotes }> {
  const { bodyFile } = options
  const bytes = bodyFile === '-' ? await all(stdin) : await fileIn('--body-file', bodyFile)
  const { deskNote, ...fields } = take(storyInput, {
    headline: options.headline,
    bodyHtml: decoded(bodyFile, bytes),
    reporters: options.reporter,
    subhead: options.subhead,
    summary: options.summary,
    canonicalUrl: options.canonicalUrl,
    section: options.section,
    tags: options.tag,
    language: options.language,
    dateline: options.dateline,
    slug: options.slug,
    deskNote: options.deskNote,
  })
  const { workingHeadline = false } = options
  return { content: prepareContent(fields), notes: { workingHeadline, ...(deskNote ? { deskNote } : {}) } }
}

/** The bytes of a file that an option names. */
export async function fileIn(option: string, path: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
    const why = { ENOENT: 'there is no such file', EACCES: 'permission denied', EISDIR: 'it is a folder' }[
      code
    ]
    throw new WrongUsage(`${option} ${path} cannot be read: ${why ?? code}`)
  }
}

async function all(input: Terminal['stdin']): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of input) {
    chunks.push(Buffer.from(chunk))
    length += chunk.length
    if (length > maxBodyBytes) throw new WrongUsage('--body-file - gives more than 1 MiB')
  }
  return Buffer.concat(chunks)
}

function decoded(path: string, bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new WrongUsage(`--body-file ${path} is not text in UTF-8; convert it`)
  }
}

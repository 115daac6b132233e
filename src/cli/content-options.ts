import { readFile } from 'node:fs/promises'
import { type Command, Option } from 'commander'
import type { ArticleNotes } from '../articles/articles.ts'
import type { Content } from '../articles/content.ts'
import { newArticleInput, prepareContent } from '../articles/schema.ts'
import { line, prose } from '../platform/http/fields.ts'
import { required, several } from './commands.ts'
import { take } from './options.ts'
import { WrongUsage } from './refusal.ts'
import type { Terminal } from './terminal.ts'

const maxNote = 2_000
const maxBodyBytes = 1024 * 1024

const storyInput = newArticleInput.required({ headline: true, bodyHtml: true, reporters: true }).extend({
  headline: line(300),
  deskNote: prose(maxNote).optional(),
})

interface FieldOptions {
  headline?: string
  bodyFile?: string
  reporter?: string[]
  media?: string[]
  subhead?: string
  summary?: string
  canonicalUrl?: string
  section?: string
  tag?: string[]
  topic?: string[]
  language?: string
  dateline?: string
  slug?: string
}

export interface ContentOptions extends FieldOptions {
  workingHeadline?: boolean
  deskNote?: string
  replaces?: string
}

/** What a new story is made of, as options. */
export function contentOptions(command: Command): Command {
  return fieldOptions(command, required)
    .option('--working-headline', 'mark the headline as made for want of the desk’s own')
    .option('--desk-note <text>', 'note that only staff see')
    .option('--replaces <article>', 'id of a killed story in whose place this one is written')
}

/** What may change in a story, as options. */
export function changeOptions(command: Command): Command {
  return fieldOptions(command, (flags, description) => new Option(flags, description)).addHelpText(
    'after',
    "\nWhat is not given stays as it is; '' takes a subhead, summary, section, dateline, slug or URL away.",
  )
}

function fieldOptions(command: Command, essential: (flags: string, description: string) => Option): Command {
  return command
    .addOption(essential('--headline <text>', 'headline'))
    .addOption(essential('--body-file <file>', 'file with the text as HTML; - reads standard input'))
    .addOption(
      essential(
        '--reporter <reporter>',
        'id of a reporter or desk, in the order of the byline; repeat for several',
      ).argParser(several),
    )
    .option('--media <image>', 'id of an image, the main one first; repeat for several', several)
    .option('--subhead <text>', 'line below the headline')
    .option('--summary <text>', 'what lists show')
    .option('--canonical-url <url>', 'where the newswire published it itself')
    .option('--section <name>', 'section')
    .option('--tag <tag>', 'tag; repeat for several', several)
    .option('--topic <code>', 'IPTC Media Topic, such as medtop:11000000; repeat for several', several)
    .option('--language <tag>', 'language of the text, such as en-US')
    .option('--dateline <text>', 'place and date that the text begins with')
    .option('--slug <slug>', 'words of its web address, joined by hyphens')
}

/** The content of a new story from its options, with the text of its file. */
export async function readContent(
  options: ContentOptions,
  terminal: Terminal,
): Promise<{ content: Content; notes: ArticleNotes }> {
  const { workingHeadline = false, deskNote: note } = options
  const given = { ...(await fieldsIn(options, terminal)), deskNote: note, replaces: options.replaces }
  const { deskNote, replaces, ...fields } = take(storyInput, given)
  const notes = { workingHeadline, replaces, ...(deskNote ? { deskNote } : {}) }
  return { content: await prepareContent(fields), notes }
}

/** The fields that options change, as the API would take them. */
export async function readChanges(options: FieldOptions, terminal: Terminal): Promise<object> {
  const { subhead, summary, canonicalUrl, section, dateline, slug, ...kept } = await fieldsIn(
    options,
    terminal,
  )
  const removable = { subhead, summary, canonicalUrl, section, dateline, slug }
  const orNone = Object.entries(removable).map(([name, text]) => [name, text === '' ? null : text])
  const changes = { ...kept, ...Object.fromEntries(orNone) }
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
}

async function fieldsIn(
  { bodyFile, reporter, tag, topic, media, ...options }: FieldOptions,
  { stdin }: Terminal,
) {
  const { headline, subhead, summary, canonicalUrl, section, language, dateline, slug } = options
  const texts = { headline, subhead, summary, canonicalUrl, section, language, dateline, slug }
  const lists = { reporters: reporter, tags: tag, topics: topic, media }
  if (bodyFile === undefined) return { ...texts, ...lists }
  const bytes = bodyFile === '-' ? await all(stdin) : await fileIn('--body-file', bodyFile)
  return { ...texts, bodyHtml: decoded(`--body-file ${bodyFile}`, bytes), ...lists }
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

/** The text of a file that an option or argument names. */
export async function textIn(option: string, path: string): Promise<string> {
  return decoded(`${option} ${path}`, await fileIn(option, path))
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

function decoded(name: string, bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new WrongUsage(`${name} is not text in UTF-8; convert it`)
  }
}

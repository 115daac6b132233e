import type { Command } from 'commander'
import { prepareImage } from '../articles/media/image.ts'
import { addMedia, listMedia, type Media, requireMedia, setMedia } from '../articles/media/media.ts'
import { mediaChangesInput, mediaView, newMediaInput } from '../articles/media/schema.ts'
import type { Config } from '../config.ts'
import { storageOf } from '../installation.ts'
import type { Id } from '../platform/ids.ts'
import { group, required, verb } from './commands.ts'
import { fileIn } from './content-options.ts'
import { actor, onDatabase } from './on-database.ts'
import { readId, take } from './options.ts'
import { continued, type Paged, paged, pageOf } from './paging.ts'
import { WrongUsage } from './refusal.ts'
import { facts, moment, table } from './table.ts'
import { answer, type Terminal } from './terminal.ts'

const example = 'med_01h455vb4pex5vsknk084sn02q'

/** `wirecopy media …`: the images of articles. */
export function mediaCommands(program: Command, terminal: Terminal): void {
  const media = group(program, 'media', 'images of articles, with caption, credit and rights')
  adding(media, terminal)
  setting(media, terminal)
  paged(verb(media, 'list', 'list images, newest first', 'wirecopy media list'), readId.media).action(
    async ({ json, limit, after }: Paged<'med'>) =>
      onDatabase(terminal, async ({ read }, { publicUrl }) => {
        const { page, next } = pageOf(await listMedia(read, limit + 1, after), limit, ({ id }) => id)
        const items = page.map((image) => mediaView(image, publicUrl))
        answer(terminal, json, { items, next }, mediaTable(page, next, terminal))
      }),
  )
  verb(media, 'show', 'show what is known of an image', `wirecopy media show ${example}`)
    .argument('<image>', 'id of the image', readId.media)
    .action(async (id: Id<'med'>, { json }: { json?: boolean }) =>
      onDatabase(terminal, async ({ read }, config) =>
        tell(terminal, json, config, await requireMedia(read, id)),
      ),
    )
}

interface NewMediaOptions extends Descriptions {
  sourceUrl?: string
  json?: boolean
  notRedistributable?: boolean
}

interface Descriptions {
  alt?: string
  caption?: string
  credit?: string
  rights?: string
}

function adding(media: Command, terminal: Terminal): void {
  verb(
    media,
    'add',
    'add an image: JPEG, PNG, WebP, AVIF or GIF of at most 15 MiB',
    "wirecopy media add summit.jpg --alt 'Flags before a hall' --credit 'Jane Doe/DCNF'",
  )
    .argument('<file>', 'file with the image')
    .addOption(required('--alt <text>', "what it shows, for those who cannot see it; '' for decoration"))
    .option('--caption <text>', 'text below the image')
    .option('--credit <text>', 'whom to name; default: what the file says')
    .option('--rights <text>', 'copyright notice; default: what the file says')
    .option('--source-url <url>', 'where it was taken from')
    .option('--not-redistributable', 'keep it from partners: a photo of an agency')
    .action(async (path: string, { json, notRedistributable, ...texts }: NewMediaOptions) => {
      const fields = take(newMediaInput.omit({ content: true }), {
        ...texts,
        redistributable: !notRedistributable,
      })
      const file = await fileIn('FILE', path)
      await onDatabase(terminal, async (database, config) => {
        const image = await prepareImage(storageOf(config), file, path)
        const added = await database.write((tx) => addMedia(tx, actor, image, fields))
        const text = `Added ${path} (${added.width} × ${added.height}) as ${added.id}.\nShow it with a story: wirecopy article update ARTICLE --media ${added.id}`
        answer(terminal, json, { id: added.id }, text)
      })
    })
}

interface MediaOptions extends Descriptions {
  json?: boolean
  redistributable?: boolean
}

function setting(media: Command, terminal: Terminal): void {
  verb(
    media,
    'set',
    'change what is said of an image, or whether partners may have it',
    `wirecopy media set ${example} --no-redistributable`,
  )
    .argument('<image>', 'id of the image', readId.media)
    .option('--alt <text>', "what it shows; '' for decoration")
    .option('--caption <text>', "text below the image; '' for none")
    .option('--credit <text>', "whom to name; '' for nobody")
    .option('--rights <text>', "copyright notice; '' for none")
    .option('--redistributable', 'let partners have it')
    .option('--no-redistributable', 'keep it from partners; it leaves all published stories at once')
    .action(async (id: Id<'med'>, { json, alt, redistributable, ...texts }: MediaOptions) => {
      const removable = Object.entries(texts).map(([name, text]) => [name, text === '' ? null : text])
      const changes = { alt, redistributable, ...Object.fromEntries(removable) }
      if (Object.values(changes).every((value) => value === undefined))
        throw new WrongUsage('wirecopy media set: give what to change; see wirecopy media set --help')
      const fields = take(mediaChangesInput, changes)
      await onDatabase(terminal, async (database, config) => {
        const set = await database.write(async (tx) =>
          setMedia(tx, actor, await requireMedia(tx, id), fields),
        )
        tell(terminal, json, config, set)
      })
    })
}

function tell(terminal: Terminal, json: boolean | undefined, { publicUrl }: Config, image: Media): void {
  const view = mediaView(image, publicUrl)
  const text = facts([
    ['Image', image.id],
    ['Shows', image.alt || '(decoration)'],
    ['Caption', image.caption],
    ['Credit', image.credit],
    ['Rights', image.rights],
    ['Partners', image.redistributable ? 'get it' : 'do not get it'],
    ['Taken from', image.sourceUrl],
    ['Original', `${image.contentType}, ${image.width} × ${image.height}, ${image.bytes} bytes`],
    ['Largest', view.renditions.at(-1)?.href],
    ['Added', moment(image.createdAt)],
  ])
  answer(terminal, json, view, text)
}

function mediaTable(rows: Media[], next: string | null, { stdout }: Terminal): string {
  if (rows.length === 0) return 'No images yet. Add one: wirecopy media add --help'
  const list = table(
    rows,
    [
      { title: 'IMAGE', of: ({ id }) => id },
      { title: 'SIZE', of: ({ width, height }) => `${width} × ${height}`, right: true },
      { title: 'PARTNERS', of: ({ redistributable }) => (redistributable ? 'yes' : 'no') },
      { title: 'CREDIT', of: ({ credit }) => credit, cuts: true },
      { title: 'SHOWS', of: ({ alt }) => alt || '(decoration)', cuts: true },
    ],
    stdout,
  )
  return continued(list, '--after', next)
}

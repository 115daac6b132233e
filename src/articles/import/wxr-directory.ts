import { captionOf, languageOf, webAddress } from './fields.ts'
import { plainLine } from './plain.ts'
import type { SourceImage } from './source-story.ts'
import { partsOf, type WxrItem } from './wxr-items.ts'
import type { Open } from './wxr-text.ts'

const maxPeople = 50_000
const maxImages = 200_000

/** What stories of an export refer to, and may stand anywhere in it. */
export interface WxrDirectory {
  language: string | null
  /** Printed names by account, `loginKey` of it. */
  people: Map<string, string>
  images: Map<string, SourceImage>
}

/** Reads the file once for names and images; what is beyond the limits will not be found. */
export async function directoryOf(open: Open): Promise<WxrDirectory> {
  const directory: WxrDirectory = { language: null, people: new Map(), images: new Map() }
  for await (const part of partsOf(open)) {
    if (part.kind === 'language') directory.language ??= languageOf(part.language)
    if (part.kind === 'author')
      addPerson(directory, part.texts.get('wp:author_login'), part.texts.get('wp:author_display_name'))
    if (part.kind === 'item') addItem(directory, part.item)
  }
  return directory
}

/** Accounts are written as logins, as parts of addresses, and by Co-Authors Plus with letters before them. */
export function loginKey(login: string): string {
  return login
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^cap-/, '')
}

function addItem(directory: WxrDirectory, { texts, meta }: WxrItem): void {
  const type = texts.get('wp:post_type')
  // A guest author of Co-Authors Plus is a post of its own.
  if (type === 'guest-author') addPerson(directory, meta.get('cap-user_login'), meta.get('cap-display_name'))
  const url = webAddress(texts.get('wp:attachment_url'))
  const id = texts.get('wp:post_id')
  if (type !== 'attachment' || !url || !id || directory.images.size >= maxImages) return
  const { caption, credit } = captionOf(texts.get('excerpt:encoded') ?? '')
  directory.images.set(id, {
    url,
    alt: plainLine(meta.get('_wp_attachment_image_alt') ?? ''),
    caption,
    credit,
  })
}

function addPerson({ people }: WxrDirectory, login: string | undefined, name: string | undefined): void {
  const printed = plainLine(name ?? '')
  if (login && printed && people.size < maxPeople) people.set(loginKey(login), printed)
}

import { escapeHtml } from '../../platform/escape-html.ts'
import { type Shortcode, shortcodesIn, unescaped } from './shortcodes.ts'
import type { SourceImage } from './source-story.ts'

/** Finds the image that a gallery names by its id. */
export type ImageById = (id: string) => SourceImage | undefined

export interface Expansion {
  html: string
  /** The names of the shortcodes that left nothing behind, each once. */
  dropped: string[]
}

const maxGalleryImages = 100
const maxContent = 5_000
const attribute = /(?<![\w-])([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))/g
const address = /https?:\/\/[^\s"'<>[\]]+/i
const picture = /^\s*((?:<a\s[^<>]*>\s*)?<img\s[^<>]*>(?:\s*<\/a>)?)/i

const captions = new Set(['caption', 'wp_caption'])
const players = new Set(
  'audio dailymotion embed facebook instagram rumble soundcloud spotify tiktok tweet twitter video vimeo youtube'.split(
    ' ',
  ),
)

/** Writes shortcodes out as HTML where we know what they mean, and leaves the others out. */
export function expandShortcodes(html: string, imageById: ImageById = () => undefined): Expansion {
  const shortcodes = shortcodesIn(html)
  const ends = endsOf(shortcodes)
  const dropped = new Set<string>()
  let written = ''
  let copied = 0
  for (let index = 0; index < shortcodes.length; index += 1) {
    const shortcode = shortcodes[index]
    if (!shortcode) break
    const end = ends.get(index)
    const closer = shortcodes[end ?? -1]
    const inside = closer ? shortcodes.slice(index + 1, end) : []
    const content = closer && without(html, shortcode.to, closer.from, inside)
    const made = meaningOf(shortcode, content, imageById)
    written += html.slice(copied, shortcode.from) + (made ?? '')
    copied = made !== undefined && closer ? closer.to : shortcode.to
    for (const each of made === undefined ? [shortcode] : inside) dropped.add(each.name)
    if (made !== undefined && end !== undefined) index = end
  }
  return { html: unescaped(written + html.slice(copied)), dropped: [...dropped] }
}

/** Where each opening shortcode is closed: by the next end of its name that no later one takes. */
function endsOf(shortcodes: readonly Shortcode[]): Map<number, number> {
  const ends = new Map<number, number>()
  const free = new Map<string, number>()
  for (let index = shortcodes.length - 1; index >= 0; index -= 1) {
    const shortcode = shortcodes[index]
    if (!shortcode) continue
    if (shortcode.closes) free.set(shortcode.name, index)
    const end = shortcode.closes ? undefined : free.get(shortcode.name)
    if (end === undefined) continue
    free.delete(shortcode.name)
    // Without a bound, what is nested a thousand times would be read a thousand times.
    const length = (shortcodes[end]?.from ?? 0) - shortcode.to
    if (length <= maxContent && isKnown(shortcode.name)) ends.set(index, end)
  }
  return ends
}

function isKnown(name: string): boolean {
  return captions.has(name) || players.has(name)
}

function without(html: string, from: number, to: number, inside: readonly Shortcode[]): string {
  let left = ''
  let copied = from
  for (const shortcode of inside) {
    left += html.slice(copied, shortcode.from)
    copied = shortcode.to
  }
  return left + html.slice(copied, to)
}

function meaningOf(
  { name, closes, attributes }: Shortcode,
  content: string | undefined,
  imageById: ImageById,
): string | undefined {
  if (closes) return undefined
  if (captions.has(name)) return content === undefined ? undefined : captioned(content, attributes)
  if (name === 'gallery') return gallery(attributes, imageById)
  if (!players.has(name)) return undefined
  const url = address.exec(content ?? '')?.[0] ?? address.exec(attributes)?.[0]
  return url && embedOf(url)
}

function embedOf(url: string): string {
  return `<figure class="wire-embed"><p>${escapeHtml(url.replaceAll('&amp;', '&'))}</p></figure>`
}

function captioned(content: string, attributes: string): string {
  const image = picture.exec(content)?.[0] ?? ''
  const caption = givenIn(attributes, 'caption') || content.slice(image.length).trim()
  return figure(image || content, image ? caption : '')
}

function gallery(attributes: string, imageById: ImageById): string | undefined {
  const ids = (givenIn(attributes, 'ids') || givenIn(attributes, 'include')).split(',', maxGalleryImages)
  const figures = ids.flatMap((id) => {
    const image = imageById(id.trim())
    if (!image) return []
    const img = `<img src="${escapeHtml(image.url)}" alt="${escapeHtml(image.alt)}">`
    const credited = image.credit === null ? '' : `(${image.credit})`
    return figure(img, escapeHtml([image.caption ?? '', credited].join(' ').trim()))
  })
  return figures.length > 0 ? figures.join('') : undefined
}

function figure(image: string, caption: string): string {
  return `<figure>${image}${caption && `<figcaption>${caption}</figcaption>`}</figure>`
}

function givenIn(attributes: string, name: string): string {
  for (const match of attributes.matchAll(attribute))
    if (match[1]?.toLowerCase() === name) return match[2] ?? match[3] ?? match[4] ?? ''
  return ''
}

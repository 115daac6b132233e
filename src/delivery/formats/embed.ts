import { type Attribution, bylineHtml, logoHtml, noticeHtml } from '../../licensing/attribution.ts'
import { escapeHtml } from '../../platform/escape-html.ts'
import type { ArticleJson } from '../schema.ts'
import { mainFile } from './media.ts'

type Picture = ArticleJson['media'][number]

/**
 * The fragment to paste: byline, text, logo, notice and links, of tags that every content management system
 * lets through. The logo comes last, since many systems take the first image for the one of the story.
 */
export function embedHtml(
  article: ArticleJson,
  attribution: Attribution,
  license: ArticleJson['license'],
): string {
  const { bodyHtml = '', corrections, media } = article
  const [main, ...others] = media
  const figureOf = (picture: Picture) => (isIn(bodyHtml, picture) ? [] : [figureHtml(picture)])
  return [
    bylineHtml(attribution.authors),
    ...corrections.map(correctionHtml),
    ...(main ? figureOf(main) : []),
    bodyHtml,
    ...others.flatMap(figureOf),
    '<footer class="wire-attribution">',
    `<p class="wire-logo">${logoHtml(attribution.logo)}</p>`,
    noticeHtml(attribution.notice.html),
    `<p class="wire-source">${sourceHtml(attribution, license)}</p>`,
    '</footer>',
  ].join('\n')
}

function correctionHtml({ at, note }: ArticleJson['corrections'][number]): string {
  return `<p class="wire-correction"><em>Correction, ${day.format(new Date(at))}: ${escapeHtml(note)}</em></p>`
}

const day = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' })

// All renditions of an image stand in one folder.
function isIn(bodyHtml: string, { renditions: [first] }: Picture): boolean {
  return first !== undefined && bodyHtml.includes(first.href.slice(0, first.href.lastIndexOf('/') + 1))
}

function figureHtml(picture: Picture): string {
  const file = mainFile(picture)
  if (!file) return ''
  const size = `width="${file.width}" height="${file.height}"`
  const image = `<img src="${escapeHtml(file.href)}" alt="${escapeHtml(picture.alt)}" ${size}>`
  const caption = [picture.caption, picture.credit && `(${picture.credit})`].filter(Boolean).join(' ')
  return `<figure>${image}${caption && `<figcaption>${escapeHtml(caption)}</figcaption>`}</figure>`
}

function sourceHtml({ canonicalUrl }: Attribution, { href }: ArticleJson['license']): string {
  const license = `<a rel="license" href="${escapeHtml(href)}">license</a>`
  if (canonicalUrl === null) return `Republished under this ${license}.`
  return `Read the <a href="${escapeHtml(canonicalUrl)}">original article</a>. Republished under this ${license}.`
}

import { type Attribution, bylineHtml, logoHtml, noticeHtml } from '../../licensing/attribution.ts'
import { escapeHtml } from '../../platform/escape-html.ts'
import type { ArticleJson } from '../schema.ts'
import { isIn, mainFile } from './media.ts'
import { captionOf, correctionLine, subjects } from './parts.ts'

type Picture = ArticleJson['media'][number]

// Where a page has no styles of its own, an image that is wider than a telephone would make it scroll sideways.
const fitting = 'style="max-width:100%;height:auto"'
const rightToLeft = /^(?:ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)(?:-|$)/i

/**
 * The fragment to paste: byline, text, logo, notice and links, of tags that every content management system
 * lets through. The logo comes last, since many systems take the first image for the one of the story. URI and
 * version are for programs alone: readers have the link to the original.
 */
export function embedHtml(
  article: ArticleJson,
  attribution: Attribution,
  license: ArticleJson['license'],
): string {
  const story = [
    bylineHtml(attribution.authors),
    ...correctionsHtml(article),
    ...advisoryHtml(article),
    ...illustratedHtml(article).map((html) => html.replaceAll('<img ', `<img ${fitting} `)),
  ]
  return [
    ...inItsDirection(article, story),
    '<footer class="wire-attribution">',
    `<p class="wire-logo">${logoHtml(attribution.logo)}</p>`,
    noticeHtml(attribution.notice.html),
    `<p class="wire-source" ${identityOf(article)}>${sourceHtml(article, attribution, license)}</p>`,
    ...subjectsHtml(article),
    '</footer>',
  ].join('\n')
}

/** What is to be done about a story that was taken back. */
export function advisoryHtml({ advisory }: ArticleJson): string[] {
  if (advisory === undefined) return []
  return [`<p class="wire-advisory"><strong>${escapeHtml(advisory).replaceAll('\n', '<br>')}</strong></p>`]
}

/** The text with each of its images once: the main one before it, those that stand nowhere behind. */
export function illustratedHtml({ bodyHtml = '', media }: ArticleJson): string[] {
  const [main, ...others] = media
  const figureOf = (picture: Picture) => (isIn(bodyHtml, picture) ? [] : [figureHtml(picture)])
  return [...(main ? figureOf(main) : []), bodyHtml, ...others.flatMap(figureOf)]
}

/** What was corrected, the newest first, as formats for editors have it. */
export function correctionsHtml({ corrections }: ArticleJson): string[] {
  return corrections
    .toReversed()
    .map((correction) => `<p class="wire-correction"><em>${escapeHtml(correctionLine(correction))}</em></p>`)
}

function subjectsHtml(article: ArticleJson): string[] {
  const named = subjects(article)
  return named ? [`<p class="wire-subjects">${escapeHtml(named)}</p>`] : []
}

// The page that it is pasted into may be written the other way.
function inItsDirection({ language }: ArticleJson, story: string[]): string[] {
  if (!rightToLeft.test(language)) return story
  return [`<div dir="rtl" lang="${escapeHtml(language)}">`, ...story, '</div>']
}

function identityOf({ uri, revision }: ArticleJson): string {
  return `data-wire-uri="${escapeHtml(uri)}" data-wire-revision="${revision}"`
}

function figureHtml(picture: Picture): string {
  const file = mainFile(picture)
  if (!file) return ''
  const size = `width="${file.width}" height="${file.height}"`
  const image = `<img src="${escapeHtml(file.href)}" alt="${escapeHtml(picture.alt)}" ${size}>`
  const caption = captionOf(picture)
  return `<figure>${image}${caption && `<figcaption>${escapeHtml(caption)}</figcaption>`}</figure>`
}

/** Where the story stands, and under what it may be printed; nobody is sent to one that was taken back. */
export function sourceHtml(
  { advisory }: ArticleJson,
  { canonicalUrl }: Attribution,
  { href }: ArticleJson['license'],
): string {
  const license = `<a rel="license" href="${escapeHtml(href)}">license</a>`
  if (canonicalUrl === null)
    return advisory === undefined ? `Republished under this ${license}.` : `It stood under this ${license}.`
  const original = `<a href="${escapeHtml(canonicalUrl)}">original article</a>`
  if (advisory !== undefined) return `It stood under this ${license}, as did the ${original}.`
  return `Read the ${original}. Republished under this ${license}.`
}

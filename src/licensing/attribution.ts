import { namesOf } from '../articles/byline.ts'
import type { Author, LogoRendition } from '../articles/content.ts'
import type { Newswire } from '../articles/newswire.ts'
import { escapeHtml } from '../platform/escape-html.ts'
import { printedDuties } from './tables.ts'

const complete: unique symbol = Symbol('complete attribution')

/** What a partner must print. Only this module makes one, and no format can be built without it. */
export interface Attribution {
  readonly [complete]: true
  required: (typeof printedDuties)[number][]
  logo: {
    alt: string
    renditions: (LogoRendition & { href: string })[]
  }
  byline: string
  affiliation: Author['affiliation']
  authors: {
    id: Author['id']
    name: string
    kind: NonNullable<Author['kind']>
    affiliation: Pick<Author['affiliation'], 'name' | 'shortName'>
  }[]
  creditLine: string
  notice: { text: string; html: string }
  canonicalUrl: string | null
  html: string
  text: string
}

type Signatory = { name: string; affiliation: Pick<Author['affiliation'], 'name'> }
type Signed = { byline: string; authors: Author[]; canonicalUrl: string | null }

const extensions = { 'image/svg+xml': 'svg', 'image/png': 'png' } as const
/** How wide the logo is printed, in CSS pixels. */
const printedWidth = 240

/** The attribution of a revision under the newswire as it is now. Throws where a part is missing. */
export function attributionOf(newswire: Newswire, revision: Signed, publicUrl: string): Attribution {
  const { byline, authors, canonicalUrl } = revision
  const [first] = authors
  if (!first || !byline || newswire.logo.length === 0) {
    throw new Error('An article without reporter, affiliation or logo cannot be attributed')
  }
  const logo = logoOf(newswire, publicUrl)
  const notice = { text: newswire.notice, html: `<p>${linked(newswire)}</p>` }
  return {
    [complete]: true,
    required: [...printedDuties],
    logo,
    byline,
    affiliation: first.affiliation,
    authors: authors.map(({ id, name, kind = 'person', affiliation }) => ({
      ...{ id, name, kind },
      affiliation: shortOf(affiliation),
    })),
    creditLine: creditLineOf(authors),
    notice,
    canonicalUrl,
    html: printed(newswire, authors, logo, notice.html),
    text: `By ${creditLineOf(authors)}\nLogo: ${logo.renditions[0]?.href}\n\n${newswire.notice}`,
  }
}

/** The newswire's logo with the addresses of its files. */
export function logoOf(
  { logoAlt, logo }: Pick<Newswire, 'logoAlt' | 'logo'>,
  publicUrl: string,
): Attribution['logo'] {
  const href = ({ sha256, contentType }: LogoRendition) =>
    `${publicUrl}/brand/${sha256}.${extensions[contentType]}`
  return { alt: logoAlt, renditions: logo.map((rendition) => ({ href: href(rendition), ...rendition })) }
}

/** `Jane Doe, Daily Caller News Foundation`; where affiliations differ, each after its name. */
function creditLineOf(authors: readonly Author[]): string {
  return credits(authors, (text) => text)
}

// One credit for all where they share an affiliation, else one for each.
function credits(authors: readonly Signatory[], written: (text: string) => string, marked = written): string {
  const [affiliation = '', ...others] = affiliationsOf(authors)
  if (others.length === 0) return `${written(namesOf(authors))}, ${marked(affiliation)}`
  return authors.map((author) => `${written(author.name)}, ${marked(author.affiliation.name)}`).join('; ')
}

/** The organizations that the authors write for, each once. */
export function affiliationsOf(authors: readonly Signatory[]): string[] {
  return [...new Set(authors.map(({ affiliation }) => affiliation.name))]
}

function shortOf({ name, shortName }: Author['affiliation']) {
  return { name, shortName }
}

function linked({ notice, licensingContact }: Newswire): string {
  const contact = escapeHtml(licensingContact)
  return escapeHtml(notice).replace(contact, `<a href="mailto:${contact}">${contact}</a>`)
}

// Plain p, a and img: what content management systems let through.
function printed(
  newswire: Newswire,
  authors: readonly Author[],
  logo: Attribution['logo'],
  notice: string,
): string {
  return [
    '<div class="wire-attribution">',
    bylineHtml(authors),
    `<p class="wire-logo"><a href="${escapeHtml(newswire.url)}">${logoHtml(logo)}</a></p>`,
    noticeHtml(notice),
    '</div>',
  ].join('')
}

/** The byline with each affiliation marked, as a paragraph. */
export function bylineHtml(authors: readonly Signatory[]): string {
  const marked = (affiliation: string) => `<span class="wire-affiliation">${escapeHtml(affiliation)}</span>`
  return `<p class="wire-byline">By ${credits(authors, escapeHtml, marked)}</p>`
}

/** The logo as an image; of its files the one that every system takes. */
export function logoHtml({ alt, renditions }: Attribution['logo']): string {
  const image = renditions.find(({ contentType }) => contentType === 'image/png') ?? renditions[0]
  if (!image) return ''
  const height = Math.round((image.height / image.width) * printedWidth)
  return `<img src="${escapeHtml(image.href)}" alt="${escapeHtml(alt)}" width="${printedWidth}" height="${height}">`
}

/** The notice as a paragraph that can be told from the text. */
export function noticeHtml(html: string): string {
  return html.replace('<p>', '<p class="wire-notice">')
}

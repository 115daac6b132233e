import { type Attribution, bylineHtml, logoHtml, noticeHtml } from '../../licensing/attribution.ts'
import { escapeHtml } from '../../platform/escape-html.ts'
import type { ArticleJson } from '../schema.ts'
import { advisoryHtml, correctionsHtml, illustratedHtml, sourceHtml } from './embed.ts'
import { newsArticle } from './jsonld.ts'
import { pageStyle } from './page-style.ts'
import { dayOf, type Publisher, subjects } from './parts.ts'
import { identity } from './text.ts'

/** A page of its own: it needs no styles of anybody's, and says to machines what it is. */
export function articlePage(
  article: ArticleJson,
  attribution: Attribution,
  license: ArticleJson['license'],
  publisher: Publisher,
): string {
  const { headline, language } = article
  const told = newsArticle(article, attribution, license, publisher)
  return [
    '<!doctype html>',
    `<html lang="${escapeHtml(language)}">`,
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(headline)}</title>`,
    ...headOf(article, attribution, license),
    `<style>${pageStyle}</style>`,
    `<script type="application/ld+json">${inScript(JSON.stringify(told))}</script>`,
    '</head>',
    '<body dir="auto">',
    ...headerOf(article, attribution),
    '<main>',
    ...advisoryHtml(article),
    ...correctionsHtml(article),
    ...illustratedHtml(article),
    ...relatedHtml(article),
    '</main>',
    ...footerOf(article, attribution, license),
    '</body>',
    '</html>',
    '',
  ].join('\n')
}

function headOf(
  { summary, uri }: ArticleJson,
  { canonicalUrl, authors }: Attribution,
  license: ArticleJson['license'],
): string[] {
  const meta = (name: string, content: string) => `<meta name="${name}" content="${escapeHtml(content)}">`
  const link = (rel: string, href: string) => `<link rel="${rel}" href="${escapeHtml(href)}">`
  return [
    ...(summary === null ? [] : [meta('description', summary)]),
    ...authors.map(({ name, affiliation }) => meta('author', `${name}, ${affiliation.name}`)),
    meta('dcterms.identifier', uri),
    ...(canonicalUrl === null ? [] : [link('canonical', canonicalUrl)]),
    link('license', license.href),
  ]
}

// A script ends at the first `</script`, whatever stands around it.
function inScript(json: string): string {
  return json.replaceAll('<', '\\u003c')
}

function headerOf(article: ArticleJson, { authors }: Attribution): string[] {
  const { headline, subhead, dateline, revision, publishedAt, updatedAt, embargoedUntil } = article
  const moments = [
    dateline && escapeHtml(dateline),
    time(publishedAt),
    revision > 1 && `updated ${time(updatedAt)}`,
    embargoedUntil && `embargoed until <time>${embargoedUntil}</time>`,
  ]
  return [
    '<header>',
    `<h1>${escapeHtml(headline)}</h1>`,
    ...(subhead === null ? [] : [`<p class="subhead">${escapeHtml(subhead)}</p>`]),
    bylineHtml(authors),
    `<p class="when">${moments.filter(Boolean).join(' · ')}</p>`,
    '</header>',
  ]
}

function time(at: string): string {
  return `<time datetime="${at}">${dayOf(at)}</time>`
}

function relatedHtml({ related }: ArticleJson): string[] {
  return related.map(({ url, uri, headline }) => {
    const address = url ?? uri ?? ''
    return `<p class="wire-related">Related: <a href="${escapeHtml(address)}">${escapeHtml(headline ?? address)}</a></p>`
  })
}

function footerOf(article: ArticleJson, attribution: Attribution, license: ArticleJson['license']): string[] {
  const about = [subjects(article), `Credit: ${attribution.creditLine}`, identity(article)]
  return [
    // In a story that is written from right to left, the notice still reads as it is written.
    '<footer class="wire-attribution" dir="auto">',
    `<p class="wire-logo">${logoHtml(attribution.logo)}</p>`,
    noticeHtml(attribution.notice.html),
    `<p class="wire-source">${sourceHtml(article, attribution, license)}</p>`,
    `<p class="about">${about.flatMap((line) => (line ? escapeHtml(line) : [])).join('<br>')}</p>`,
    '</footer>',
  ]
}

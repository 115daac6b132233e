import type { Attribution } from '../../licensing/attribution.ts'
import type { ArticleJson } from '../schema.ts'
import { nitfBody } from './nitf-body.ts'
import {
  copyrightOf,
  editorialNotes,
  type Publisher,
  secondOf,
  topicNumber,
  versionOf,
  type Write,
} from './parts.ts'
import { element, field, type Xml, xmlDocument } from './xml.ts'

const normalUrgency = 5

/** IPTC NITF 3.6, valid under its schema. */
export const nitf: Write = (...told) => xmlDocument(document(told, 'http://iptc.org/std/NITF/2006-10-18/'))

/** The same without its namespace, as most systems that read NITF want it. */
export const nitfPlain: Write = (...told) => xmlDocument(document(told, undefined))

function document(
  [article, attribution, license, publisher]: Parameters<Write>,
  xmlns: string | undefined,
): Xml {
  return element(
    'nitf',
    { xmlns, version: '-//IPTC//DTD NITF 3.6//EN', baselang: article.language },
    headOf(article, attribution, license, publisher),
    element(
      'body',
      {},
      bodyHead(article, attribution, publisher),
      nitfBody(article, attribution),
      element('body.end', {}, taglineOf(article, attribution, license, publisher)),
    ),
  )
}

function headOf(
  article: ArticleJson,
  attribution: Attribution,
  license: ArticleJson['license'],
  publisher: Publisher,
): Xml {
  const { headline, topics, updatedAt, section, wordCount } = article
  const { canonicalUrl, creditLine, notice } = attribution
  const meta = (name: string, content: string | null | undefined) =>
    content ? element('meta', { name, content }) : undefined
  return element(
    'head',
    {},
    element('title', {}, headline),
    meta('version', `${versionOf(article)}`),
    meta('credit-line', creditLine),
    meta('usage-terms', notice.text),
    meta('license', license.href),
    meta('canonical', canonicalUrl),
    meta('section', section),
    element(
      'tobject',
      { 'tobject.type': 'news' },
      topics.map((topic) =>
        element('tobject.subject', {
          ...{ 'tobject.subject.ipr': 'IPTC', 'tobject.subject.refnum': topicNumber(topic) },
          'tobject.subject.matter': topic.label,
        }),
      ),
    ),
    docdata(article, attribution, publisher),
    element('pubdata', {
      ...{ type: 'web', 'date.publication': compact(article.publishedAt), name: publisher.name },
      ...{ 'item-length': wordCount, 'unit-of-measure': 'word', 'ex-ref': canonicalUrl },
    }),
    element('revision-history', { name: publisher.name, function: 'editor', norm: compact(updatedAt) }),
  )
}

function docdata(article: ArticleJson, { notice }: Attribution, publisher: Publisher): Xml {
  const { id, uri, pubStatus, corrections, urgency, publishedAt, updatedAt, embargoedUntil } = article
  const { name, url } = publisher
  const regsrc = new URL(url).hostname
  const kind = pubStatus === 'usable' ? 'correction' : 'cancel'
  return element(
    'docdata',
    { 'management-status': pubStatus, 'management-doc-idref': uri },
    corrections
      .toReversed()
      .map(({ note }) => element('correction', { info: note, 'id-string': uri, regsrc })),
    element('doc-id', { 'id-string': uri, regsrc }),
    // Older versions of Superdesk take no story without one.
    element('urgency', { 'ed-urg': urgency ?? normalUrgency }),
    element('date.issue', { norm: compact(updatedAt) }),
    element('date.release', { norm: compact(embargoedUntil ?? publishedAt) }),
    editorialNotes(article).map((info) => element('ed-msg', { 'msg-type': kind, info })),
    element('du-key', { key: id, version: versionOf(article) }),
    element('doc.copyright', { year: publishedAt.slice(0, 4), holder: name }),
    element('doc.rights', { owner: name, agent: name, type: 'republication', limitations: notice.text }),
    element(
      'key-list',
      {},
      article.tags.map((key) => element('keyword', { key })),
    ),
  )
}

/** A time as NITF has it: `20260501T060000Z`. */
function compact(time: string): string {
  return secondOf(time).replace(/[-:]/g, '')
}

function bodyHead(article: ArticleJson, { authors, notice }: Attribution, { name }: Publisher): Xml {
  const { headline, subhead, dateline, summary, publishedAt } = article
  const notes = editorialNotes(article).map((note) => element('p', {}, note))
  return element(
    'body.head',
    {},
    element('hedline', {}, element('hl1', {}, headline), field('hl2', subhead)),
    notes.length === 0
      ? undefined
      : element('note', { noteclass: 'editorsnote' }, element('body.content', {}, notes)),
    element(
      'rights',
      {},
      element('rights.owner', {}, name),
      element('rights.type', {}, 'republication'),
      element('rights.limitations', {}, notice.text),
    ),
    authors.map(bylineOf),
    element('distributor', {}, element('org', {}, name)),
    dateline === null
      ? undefined
      : element(
          'dateline',
          {},
          element('location', {}, dateline),
          ' ',
          element('story.date', { norm: compact(publishedAt).slice(0, 8) }),
        ),
    summary === null ? undefined : element('abstract', {}, element('p', {}, summary)),
  )
}

// Text comes first: a parser that many use fails at a byline that begins with the person.
function bylineOf({ name, kind, affiliation }: Attribution['authors'][number]): Xml {
  const org = (named: string) => element('byttl', {}, element('org', {}, named))
  const signed = kind === 'desk' ? org(name) : element('person', {}, name)
  return element('byline', {}, 'By ', signed, ', ', org(affiliation.name))
}

function taglineOf(
  article: ArticleJson,
  { canonicalUrl, creditLine }: Attribution,
  license: ArticleJson['license'],
  publisher: Publisher,
): Xml {
  const original =
    canonicalUrl === null ? [] : ['Original: ', element('a', { href: canonicalUrl }, canonicalUrl), '. ']
  return element(
    'tagline',
    { type: 'std' },
    `${creditLine}. `,
    ...original,
    'License: ',
    element('a', { href: license.href }, license.href),
    `. ${copyrightOf(article, publisher)}`,
  )
}

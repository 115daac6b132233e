import { afterEach, expect, test, vi } from 'vitest'
import { anArticle, aPartner, aStaffMember } from '../support/factories.ts'
import { start } from '../support/product.ts'
import { watchSqlite } from '../support/statements.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

// From one place in an index to another, or by key: never all that has a status.
const known = new Set([
  'SEARCH articles USING INDEX articles_listing (status=? AND published_at>? AND published_at<?)',
  'SEARCH articles USING INDEX articles_updated (status=? AND updated_at>? AND updated_at<?)',
  // In the order of the page, from its place on.
  'SCAN articles USING INDEX articles_created',
  'SEARCH articles USING INDEX articles_created (created_at<?)',
  'SEARCH articles USING INDEX articles_desk (status=?)',
  'SEARCH articles USING INDEX articles_desk (status=? AND created_at<?)',
  'SEARCH articles USING INDEX sqlite_autoindex_articles_1 (id=?)',
  'SEARCH articles USING INDEX sqlite_autoindex_articles_1 (id=?) LEFT-JOIN',
  'SEARCH articles USING INDEX articles_ordinal (ordinal=?)',
  // Down to the newest story that is not under embargo.
  'SEARCH articles USING INDEX articles_ordinal (ordinal<?)',
  'SEARCH article_terms USING COVERING INDEX sqlite_autoindex_article_terms_1 (kind=? AND value=? AND ordinal>? AND ordinal<?)',
  'SEARCH article_terms EXISTS USING COVERING INDEX sqlite_autoindex_article_terms_1 (kind=? AND value=? AND ordinal=?)',
  'SEARCH articles USING COVERING INDEX articles_ordinal (ordinal<?)',
  // From the newest of a stretch on, or by key: FTS5 calls everything a scan.
  'SCAN article_words VIRTUAL TABLE INDEX 64:M0><',
  'SCAN article_words VIRTUAL TABLE INDEX 0:M0><',
  'SCAN article_words VIRTUAL TABLE INDEX 0:=M0',
  // Stories that are only counted, no more than a thousand of them.
  'CO-ROUTINE some',
  'SCAN some',
  'SEARCH revisions USING INDEX sqlite_autoindex_revisions_1 (article_id=?)',
  'SEARCH revisions USING INDEX sqlite_autoindex_revisions_1 (article_id=? AND number=?)',
  'SEARCH revisions USING INDEX sqlite_autoindex_revisions_1 (article_id=? AND number=?) LEFT-JOIN',
  'CORRELATED SCALAR SUBQUERY 1',
  'SEARCH grants USING INDEX grants_once (partner_id=? AND article_id=?)',
  'SEARCH changes USING INTEGER PRIMARY KEY (rowid=?)',
  'SEARCH changes USING INDEX changes_live (seq>?)',
])

test.each([
  ['a list', ''],
  ['the next page of a list', '&cursor=NEXT'],
  ['a list with bodies', '&include=body'],
  ['what was published since a time', '&publishedSince=2020-01-01T00:00:00Z'],
  ['what was updated since a time', '&updatedSince=2020-01-01T00:00:00Z'],
  ['the next page of updates', '&updatedSince=2020-01-01T00:00:00Z&cursor=NEXT'],
  ['a filter', '&tag=budget'],
  ['several filters', '&tag=budget&section=politics&language=en'],
  ['the next page of a filter', '&tag=budget&cursor=NEXT'],
  ['a filter of updates', '&tag=budget&updatedSince=2020-01-01T00:00:00Z'],
  ['a search', '&q=text'],
  ['a search for several words', '&q=text+story'],
  ['the next page of a search', '&q=text+story&cursor=NEXT'],
  ['a search with a filter', '&q=text&tag=budget'],
  ['what was both', '&updatedSince=2020-01-01T00:00:00Z&publishedSince=2020-01-01T00:00:00Z'],
])('no part of the library is searched or sorted for %s', async (_, query) => {
  const { get, plans } = await aLibrary()
  const { next } = await get('/v1/articles?limit=1')

  await get(`/v1/articles?limit=1${query.replace('NEXT', String(next))}`)

  expect(plans()).not.toEqual([])
  expect(plans().filter((step) => !known.has(step))).toEqual([])
})

test.each([
  ['all stories', ''],
  ['the next page of them', '&cursor=NEXT'],
  ['the stories of a status', '&status=killed'],
  ['the next page of those', '&status=published&cursor=NEXT'],
])('no part of the library is searched or sorted for the desk to see %s', async (_, query) => {
  const { editor, plans } = await aLibrary()
  const { next } = (await editor.get('/v1/staff/articles?limit=1')).json()

  await editor.get(`/v1/staff/articles?limit=1${query.replace('NEXT', next)}`)

  expect(plans()).not.toEqual([])
  expect(plans().filter((step) => !known.has(step))).toEqual([])
})

test('no part of the log is searched or sorted for a page of changes', async () => {
  const { get, plans } = await aLibrary()
  const { next } = await get('/v1/changes?limit=1')

  await get(`/v1/changes?limit=1&after=${next}`)

  expect(plans()).not.toEqual([])
  expect(plans().filter((step) => !known.has(step))).toEqual([])
})

/** Some stories, and how SQLite finds whatever is asked of the tables that grow. */
async function aLibrary() {
  const product = await start()
  const partner = await aPartner(product)
  const editor = await aStaffMember(product, 'editor')
  for (let number = 0; number < 3; number += 1) {
    const { id } = await anArticle(product, { section: 'Politics', tags: ['Budget'] })
    await editor.post(`/v1/staff/articles/${id}/corrections`, { note: 'Wrong.' })
  }
  const { plans } = watchSqlite()
  return {
    editor,
    get: async (path: string) => (await partner.get(path)).json(),
    plans: () => plans(product.storage.url, growing),
  }
}

// The newest change is read off the end of the log, which SQLite calls a scan.
const growing =
  /^select(?!.* order by "changes"."seq" desc).*from "(articles|revisions|changes|article_terms|article_words)"/

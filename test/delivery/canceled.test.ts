import { expect, test } from 'vitest'
import { type Format, formatNames } from '../../src/delivery/formats/formats.ts'
import { usage } from '../../src/licensing/tables.ts'
import { anArticle, aPartner, aStaffMember, decided, killed, withdrawn } from '../support/factories.ts'
import { start } from '../support/product.ts'
import { readers } from './support/read-back.ts'
import { faultsIn, standardized } from './support/validators.ts'

const secret = 'What nobody is to read any more.'
const advisory = 'A source was <made up> & more.'

async function aStoryTakenBack(how: typeof killed) {
  const product = await start()
  const partner = await aPartner(product)
  const { id } = await anArticle(product, {
    ...{ headline: 'Council votes', summary: secret, subhead: secret },
    ...{ bodyHtml: `<p>${secret}</p>`, canonicalUrl: 'https://example.com/story' },
  })
  product.clock.set('2026-05-01T10:00:00Z')
  await how(product, id, advisory)
  const told = async (format: Format) => {
    const answer = await partner.get(`/v1/articles/${id}/revisions/1?format=${format}`)
    expect(answer).toHaveStatus(200)
    return answer
  }
  return { product, partner, id, told }
}

/** A text without the signs that keep XML, HTML, JSON or Markdown from taking it for something else. */
function unescaped(text: string): string {
  const plain = text.replaceAll('\\u003c', '<').replaceAll('\\', '')
  return plain.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}

const ways = [
  ['killed', killed, 'canceled', 'Take this story down everywhere.', '3'],
  ['withdrawn', withdrawn, 'withheld', 'Do not publish this story from now on.', '2'],
] as const

test.each(ways)(
  'a %s story has a form without text in every format',
  async (word, how, status, order, version) => {
    const { told } = await aStoryTakenBack(how)

    for (const format of formatNames) {
      const { body, headers } = await told(format)
      const plain = unescaped(body)
      expect(plain, format).toContain(order)
      expect(plain, format).toContain(advisory)
      expect(body, format).not.toContain(secret)
      expect(body, format).not.toContain('Read the')
      expect(headers['attribution-byline']).toBe('"By Jane Doe"')
      const read = readers[format](body)
      expect(read.creditLine, format).toBe('Jane Doe, Daily Caller News Foundation')
      expect(read.canonical, format).toBe('https://example.com/story')
      if (/ninjs|newsml|nitf/.test(format)) expect(read.version, format).toBe(version)
    }
    expect((await told('json')).json()).toMatchObject({
      pubStatus: status,
      revision: 1,
      headline: `${word.toUpperCase()}: Council votes`,
    })
    expect((await told('ninjs')).json().pubStatus).toBe(status)
    expect((await told('ninjs-1.6')).json().pubstatus).toBe(status)
    expect((await told('newsml-g2')).body).toContain(`<pubStatus qcode="stat:${status}"/>`)
    // Superdesk refuses an item without content, and reads its HTML alone.
    const [, xml = '', html = ''] = (await told('newsml-g2')).body.split(/<inline(?:XML|Data) /)
    expect([xml, html].filter((content) => unescaped(unescaped(content)).includes(advisory))).toHaveLength(2)
    const nitf = (await told('nitf')).body
    expect(nitf).toContain(`management-status="${status}"`)
    // Many systems take the text alone, not what stands before it for editors.
    expect(unescaped(nitf.slice(nitf.lastIndexOf('<body.content>')))).toContain(advisory)
  },
)

test('no form of a killed story says that it is republished, wherever it stood', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const { id } = await anArticle(product, { canonicalUrl: null })
  await killed(product, id)

  for (const format of ['embed', 'html'])
    expect((await partner.get(`/v1/articles/${id}/revisions/1?format=${format}`)).body).toMatch(
      /It stood under this <a rel="license" href="[^"]+">license<\/a>\.<\/p>/,
    )
})

test('whatever is told of a story has a higher version than what was told before', async () => {
  const { product, partner, id, told } = await aStoryTakenBack(withdrawn)
  const editor = await aStaffMember(product, 'editor')
  const versionOf = async (path: string) =>
    readers.ninjs((await partner.get(`${path}?format=ninjs`)).body).version
  const path = `/v1/articles/${id}`
  const versions = [readers.ninjs((await told('ninjs')).body).version]
  const publish = () => editor.post(`${path.replace('/v1', '/v1/staff')}/publications`, {})

  expect(await publish()).toHaveStatus(201)
  versions.push(await versionOf(path))
  await withdrawn(product, id)
  versions.push(await versionOf(`${path}/revisions/2`))
  expect(await publish()).toHaveStatus(201)
  versions.push(await versionOf(path))
  const older = [await versionOf(`${path}/revisions/1`), await versionOf(`${path}/revisions/2`)]
  await killed(product, id)
  versions.push(await versionOf(`${path}/revisions/3`))

  expect(versions).toEqual(['2', '3', '4', '5', '7'])
  expect(older).toEqual(['1', '3'])
  expect((await told('json')).json()).not.toHaveProperty('returns')
})

test.each(ways)('the form of a %s story is valid under the schema of its format', async (_, how) => {
  const { told } = await aStoryTakenBack(how)

  for (const format of standardized)
    expect(faultsIn(format, [(await told(format)).body]) ?? [[]], format).toEqual([[]])
})

test('such a form is no license: it makes no grant, and is not counted', async () => {
  const { product, partner, told } = await aStoryTakenBack(killed)

  const { headers } = await told('json')

  expect(headers['license-grant']).toBeUndefined()
  expect((await partner.get('/v1/grants')).json().items).toEqual([])
  await product.app.close()
  expect(await product.database.read.select().from(usage).limit(1)).toEqual([])
})

test('it can be asked for again, and the story itself stays gone', async () => {
  const { partner, id, told } = await aStoryTakenBack(killed)
  const { etag } = (await told('ninjs')).headers

  const url = `/v1/articles/${id}/revisions/1?format=ninjs`
  expect(await partner.get(url, { 'if-none-match': String(etag) })).toHaveStatus(304)
  expect(await partner.get(`/v1/articles/${id}?format=ninjs`)).toHaveProblem('article-killed')
})

test('who is to have no stories is not given it either', async () => {
  const { product, partner, id } = await aStoryTakenBack(killed)
  await decided(product, partner.id, 'suspended')

  expect(await partner.get(`/v1/articles/${id}/revisions/1`)).toHaveProblem('partner-suspended')
})

test('changes carry it in the format that was asked for', async () => {
  const { partner, told } = await aStoryTakenBack(killed)

  const { items } = (await partner.get('/v1/changes?include=article&format=newsml-g2')).json()

  expect(items.at(-1)).toMatchObject({ type: 'article.killed', document: (await told('newsml-g2')).body })
})

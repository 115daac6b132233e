import { buffer } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { openPromise } from 'yauzl'
import { archiveOf } from '../../src/licensing/proof/archive.ts'
import { evidenceOf } from '../../src/licensing/proof/evidence.ts'
import { checkEvidence } from '../../src/licensing/proof/evidence-check.ts'
import { readReceipt } from '../../src/licensing/proof/receipt.ts'
import { publicUrl } from '../support/product.ts'
import { aHistory, saved } from './support/evidence.ts'
import { aKey, aNewSigningKey, signingOf } from './support/signing.ts'

async function filesIn(bytes: Buffer): Promise<Record<string, string>> {
  const zip = await openPromise(await saved(bytes), { lazyEntries: true, autoClose: false })
  const files: Record<string, string> = {}
  for await (const entry of zip.eachEntry())
    files[entry.fileName] = (await buffer(await zip.openReadStreamPromise(entry))).toString()
  zip.close()
  return files
}

function linesOf(text = ''): Record<string, string>[] {
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
}

test('a bundle holds what a partner held on that day, and nothing of another', async () => {
  const { partner, other, bundle, product } = await aHistory()

  const files = await filesIn(await bundle('2026-05-01'))

  expect(Object.keys(files)).toEqual([
    ...['README.txt', 'jwks.json', 'partner.json', 'terms/version-1.md', 'agreements.json', 'history.jsonl'],
    ...['notices.jsonl', 'grants.jsonl', 'manifest.jws'],
  ])
  expect(JSON.parse(files['partner.json'] ?? '')).toMatchObject({ id: partner.id, name: partner.name })
  expect(JSON.parse(files['agreements.json'] ?? '')).toMatchObject([{ termsVersion: 1, how: 'on_behalf' }])
  expect(linesOf(files['history.jsonl']).map(({ verb }) => verb)).toContain('partner.approve')
  expect(linesOf(files['history.jsonl']).map(({ verb }) => verb)).not.toContain('partner.suspend')
  expect(files['notices.jsonl']).toBe('')
  expect(JSON.stringify(files)).not.toContain(other.id)
  const keys = (await product.app.inject('/.well-known/jwks.json')).json()
  const grants = linesOf(files['grants.jsonl'])
  expect(grants).toHaveLength(3)
  for (const { id, receipt = '' } of grants)
    expect((await readReceipt(receipt, keys))?.claims).toMatchObject({ jti: id, sub: partner.id })
})

test('what was taken back is among the notices from its day on', async () => {
  const { bundle } = await aHistory()
  const typesOn = async (day: string) =>
    linesOf((await filesIn(await bundle(day)))['notices.jsonl']).map(({ type }) => type)

  expect(await typesOn('2026-05-02')).toEqual(['article.corrected'])
  expect((await typesOn('2026-05-03')).toSorted()).toEqual([
    ...['article.corrected', 'article.killed', 'article.withdrawn'],
  ])
})

test('the same question gets the same bytes, after a day as well', async () => {
  const { bundle, product } = await aHistory()
  const before = await bundle('2026-05-01')
  product.clock.advance(1_000)

  expect((await bundle('2026-05-01')).equals(before)).toBe(true)
})

test('a bundle is whole by its own keys and by those of the newswire', async () => {
  const { bundle, product, partner } = await aHistory()
  const path = await saved(await bundle('2026-05-03'))
  const keys = (await product.app.inject('/.well-known/jwks.json')).json()

  for (const given of [undefined, keys])
    expect(await checkEvidence(path, given)).toMatchObject({
      intact: true,
      manifest: { iss: publicUrl, sub: partner.id, at: '2026-05-03T23:59:59.999Z' },
    })
  expect(await checkEvidence(path, (await aKey()).keys)).toMatchObject({
    intact: false,
    fault: 'manifest.jws was changed, or is signed with another key.',
  })
})

test.each([
  ['grants.jsonl was changed.', { 'grants.jsonl': '' }],
  ['notices.jsonl is missing.', { 'notices.jsonl': undefined }],
  ['more.txt was added.', { 'more.txt': 'x' }],
  ['manifest.jws is missing.', { 'manifest.jws': undefined }],
  ['manifest.jws or jwks.json was changed, or is signed with another key.', { 'jwks.json': '{"keys":[]}' }],
])('a bundle made anew: %s', async (fault, changes: Record<string, string | undefined>) => {
  const files = { ...(await filesIn(await (await aHistory()).bundle('2026-05-03'))), ...changes }
  const entries = Object.entries(files).flatMap(([name, text]) =>
    text === undefined ? [] : [{ name, text }],
  )
  const archive = archiveOf(
    entries.map(({ name, text }) => ({
      name,
      async *content() {
        yield Buffer.from(text)
      },
    })),
  )

  expect(await checkEvidence(await saved(await buffer(archive)))).toEqual({ intact: false, fault })
})

test('what is no archive is said to be none', async () => {
  const path = await saved(Buffer.from('no archive'))

  expect(await checkEvidence(path)).toMatchObject({ intact: false, fault: expect.stringContaining('no ZIP') })
})

test('a bundle of before is whole after the keys were changed', async () => {
  const { product, bundle } = await aHistory()
  const path = await saved(await bundle('2026-05-03'))
  await aNewSigningKey(product)

  const keys = (await product.app.inject('/.well-known/jwks.json')).json()
  expect(await checkEvidence(path, keys)).toMatchObject({ intact: true })
  expect(await checkEvidence(await saved(await bundle('2026-05-03')), keys)).toMatchObject({ intact: true })
})

test('evidence of a time to come, of nobody, or at no time is refused', async () => {
  const { staff, partner } = await aHistory()
  const url = `/v1/staff/partners/${partner.id}/evidence`

  for (const query of ['', '?at=2026-05-05', '?at=2026-05-04T13:00:00Z', '?at=yesterday'])
    expect(await staff.get(`${url}${query}`)).toHaveProblem('invalid-request')
  expect(
    await staff.get('/v1/staff/partners/par_01h455vb4pex5vsknk084sn02q/evidence?at=2026-05-01'),
  ).toHaveProblem('not-found')
})

test('a bundle is made while it is read', async () => {
  const { product, partner } = await aHistory()
  const archive = await evidenceOf(signingOf(product), publicUrl, {
    partnerId: partner.id,
    at: product.clock.now(),
  })

  const first = await archive[Symbol.asyncIterator]().next()

  expect(first.done).toBe(false)
  archive.destroy()
})

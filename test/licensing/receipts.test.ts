import { randomBytes } from 'node:crypto'
import { compactVerify, createLocalJWKSet, decodeJwt, decodeProtectedHeader } from 'jose'
import { expect, test } from 'vitest'
import { textHash } from '../../src/licensing/proof/text-hash.ts'
import { publishTerms } from '../../src/licensing/terms.ts'
import { logoFiles } from '../articles/support/logo-files.ts'
import { anArticle, aPartner, aStaffMember, decided, killed, withdrawn } from '../support/factories.ts'
import { actor, publicUrl, start } from '../support/product.ts'
import { aNewSigningKey } from './support/signing.ts'

/** A partner with a story and the receipt for it. */
async function aHolder(
  product: Awaited<ReturnType<typeof start>>,
  options: Parameters<typeof anArticle>[1] = {},
) {
  const [partner, article] = [await aPartner(product), await anArticle(product, options)]
  const grant = await grantOn(partner, article.id)
  const receipt: string = (await partner.get(`/v1/grants/${grant}`)).json().receipt
  const verify = async (text = receipt) => (await product.app.inject(posted(text))).json()
  return { partner, article, grant, receipt, verify }
}

async function grantOn(partner: Awaited<ReturnType<typeof aPartner>>, articleId: string): Promise<string> {
  const { headers } = await partner.get(`/v1/articles/${articleId}`)
  return String(headers['license-grant']).slice(1, -1)
}

function posted(receipt: unknown) {
  return { method: 'POST', url: '/v1/grants/verify', payload: { receipt } } as const
}

test('a receipt says who was licensed what, and verifies with the public keys alone', async () => {
  const product = await start()
  const { partner, article, grant, receipt } = await aHolder(product, { headline: 'Council Votes' })
  const keys = (await product.app.inject('/.well-known/jwks.json')).json()
  const { bodyHtml, attribution } = (await partner.get(`/v1/articles/${article.id}`)).json()
  const { version, sha256 } = (await product.app.inject('/v1/license')).json()

  const { payload, protectedHeader } = await compactVerify(receipt, createLocalJWKSet(keys))

  expect(protectedHeader).toEqual({ alg: 'EdDSA', kid: keys.keys[0].kid, typ: 'wirecopy-receipt+jwt' })
  expect(JSON.parse(Buffer.from(payload).toString())).toEqual({
    iss: publicUrl,
    sub: partner.id,
    jti: grant,
    partner: { id: partner.id, name: partner.name },
    grantedAt: '2026-05-01T00:00:00.000Z',
    how: 'item',
    article: {
      id: article.id,
      uri: `${publicUrl}/id/articles/${article.id}`,
      revision: 1,
      headline: 'Council Votes',
      text: { sha256: textHash(bodyHtml), normalization: 'wirecopy-text-1' },
    },
    attribution: {
      required: ['logo', 'byline', 'affiliation'],
      logo: attribution.logo.renditions.map(({ href, sha256 }: Record<string, string>) => ({ href, sha256 })),
      byline: 'By Jane Doe',
      affiliations: [attribution.affiliation.name],
    },
    terms: { version, sha256 },
  })
})

test('a receipt names the logo, byline and terms of its time', async () => {
  const product = await start()
  const { partner, article, grant, receipt } = await aHolder(product)
  const admin = await aStaffMember(product)
  const changes = { note: 'The name was wrong.', headline: 'Another' }

  await admin.call('PUT', '/v1/staff/newswire/logo', { payload: logoFiles('<rect/>') })
  await admin.call('PATCH', '/v1/staff/newswire', { payload: { notice: 'Print our logo.' } })
  await admin.post(`/v1/staff/articles/${article.id}/corrections`, changes)
  await product.database.write((tx) => publishTerms(tx, actor, { text: 'Other terms.' }))

  const later = (await partner.get(`/v1/grants/${grant}`)).json().receipt
  expect(decodeJwt(later)).toEqual(decodeJwt(receipt))
  const next = decodeJwt(
    (await partner.get(`/v1/grants/${await grantOn(partner, article.id)}`)).json().receipt,
  )
  expect(next).toMatchObject({ article: { revision: 2, headline: 'Another' } })
  expect(next.attribution).not.toEqual(decodeJwt(receipt).attribution)
})

test('whoever shows a receipt is told that it is valid, with story, partner and date', async () => {
  const { partner, article, grant, verify } = await aHolder(await start(), { headline: 'Council Votes' })

  expect(await verify()).toEqual({
    status: 'valid',
    currentRevision: null,
    grant: {
      id: grant,
      at: '2026-05-01T00:00:00.000Z',
      partner: { name: partner.name },
      article: { uri: `${publicUrl}/id/articles/${article.id}`, revision: 1, headline: 'Council Votes' },
    },
  })
})

test('a story is followed through its correction, withdrawal and kill', async () => {
  const product = await start()
  const { partner, article, verify } = await aHolder(product)
  const editor = await aStaffMember(product, 'editor')

  await editor.post(`/v1/staff/articles/${article.id}/corrections`, { note: 'Wrong.', headline: 'Right' })
  expect(await verify()).toMatchObject({ status: 'superseded', currentRevision: 2 })
  const second = (await partner.get(`/v1/grants/${await grantOn(partner, article.id)}`)).json().receipt
  expect(await verify(second)).toMatchObject({ status: 'valid', currentRevision: null })

  await withdrawn(product, article.id)
  expect(await verify()).toMatchObject({ status: 'withdrawn', currentRevision: null })
  await killed(product, article.id)
  for (const receipt of [undefined, second]) {
    const answer = await verify(receipt)
    expect(answer).toMatchObject({ status: 'killed', currentRevision: null })
    expect(JSON.stringify(answer)).not.toContain('Take it down.')
  }
})

test('a story whose time is over is withdrawn', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const article = await anArticle(product, {}, { expiresAt: Date.parse('2026-05-02T00:00:00Z') })
  const { receipt } = (await partner.get(`/v1/grants/${await grantOn(partner, article.id)}`)).json()

  product.clock.set('2026-05-02T00:00:00Z')

  expect((await product.app.inject(posted(receipt))).json()).toMatchObject({ status: 'withdrawn' })
})

test.each(['suspended', 'terminated'] as const)(
  'that a partner is %s is told to nobody',
  async (decision) => {
    const product = await start()
    const { partner, grant, verify } = await aHolder(product)
    const before = await verify()

    await decided(product, partner.id, decision)

    expect(await verify()).toEqual(before)
    expect((await partner.get(`/v1/grants/${grant}`)).json().receipt).toBeDefined()
  },
)

test('new terms do not end what was granted under the old ones', async () => {
  const product = await start()
  const { verify } = await aHolder(product)

  await product.database.write((tx) => publishTerms(tx, actor, { text: 'Other terms.' }))

  expect(await verify()).toMatchObject({ status: 'valid' })
})

test('what is written under an embargo is not told, and its end is', async () => {
  const product = await start()
  const partner = await aPartner(product, { advanceAccess: true })
  const embargoedUntil = Date.parse('2026-05-02T00:00:00Z')
  const article = await anArticle(product, { headline: 'Secret' }, { embargoedUntil })
  const { receipt } = (await partner.get(`/v1/grants/${await grantOn(partner, article.id)}`)).json()
  const editor = await aStaffMember(product, 'editor')
  await editor.post(`/v1/staff/articles/${article.id}/corrections`, { note: 'Wrong.', headline: 'Changed' })
  const verify = async () => (await product.app.inject(posted(receipt))).json()

  expect(await verify()).toMatchObject({ status: 'valid', grant: { article: { headline: 'Secret' } } })
  product.clock.set('2026-05-02T00:00:00Z')
  expect(await verify()).toMatchObject({ status: 'superseded', currentRevision: 2 })
  await killed(product, article.id)
  expect(await verify()).toMatchObject({ status: 'killed' })
})

test('old receipts verify after keys were changed, and the newest key signs', async () => {
  const product = await start()
  const { partner, grant, receipt, verify } = await aHolder(product)

  await aNewSigningKey(product)
  const { kid } = await aNewSigningKey(product)

  expect(await verify()).toMatchObject({ status: 'valid' })
  const later = (await partner.get(`/v1/grants/${grant}`)).json().receipt
  expect(decodeProtectedHeader(later).kid).toBe(kid)
  expect(decodeJwt(later)).toEqual(decodeJwt(receipt))
})

test('receipts verify and are made after a change of SECRET_KEY', async () => {
  const product = await start()
  const { partner, grant, receipt } = await aHolder(product)
  const config = { secretKey: randomBytes(32), previousSecretKeys: [product.config.secretKey] }

  const { app } = await start({ on: product.storage, config })

  expect((await app.inject(posted(receipt))).json()).toMatchObject({ status: 'valid' })
  const url = `/v1/grants/${grant}`
  const again = await app.inject({ url, headers: { authorization: `Bearer ${partner.key}` } })
  expect(again.json().receipt).toBe(receipt)
})

test('the receipt of another installation is not valid here', async () => {
  const { receipt } = await aHolder(await start())
  const product = await start()
  await aNewSigningKey(product)

  const answer = await product.app.inject(posted(receipt))

  expect(answer.json()).toEqual({ status: 'not_valid', currentRevision: null, grant: null })
})

test.each([
  ['nothing', ''],
  ['a number', 1],
  ['a long text', 'a'.repeat(16_385)],
])('%s is no receipt to verify', async (_, receipt) => {
  const { app } = await start()

  expect(await app.inject(posted(receipt))).toHaveProblem('invalid-request')
})

test('a huge text is refused before it is read', async () => {
  const { app } = await start()

  expect(await app.inject(posted('a'.repeat(70_000)))).toHaveProblem('body-too-large')
})

test('staff see the grants of all partners with their receipts', async () => {
  const product = await start()
  const viewer = await aStaffMember(product, 'viewer')
  const [one, other] = [await aHolder(product), await aHolder(product)]
  const listed = async (query = '') =>
    (await viewer.get(`/v1/staff/grants${query}`)).json().items.map(({ id }: { id: string }) => id)

  expect(await listed()).toEqual([other.grant, one.grant])
  expect(await listed(`?partner=${one.partner.id}`)).toEqual([one.grant])
  expect(await listed(`?article=${other.article.id}`)).toEqual([other.grant])
  const { next } = (await viewer.get('/v1/staff/grants?limit=1')).json()
  expect(await listed(`?cursor=${next}`)).toEqual([one.grant])
  expect((await viewer.get(`/v1/staff/grants/${one.grant}`)).json()).toMatchObject({
    partnerId: one.partner.id,
    receipt: one.receipt,
  })
})

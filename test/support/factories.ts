import { eq } from 'drizzle-orm'
import { createStaffToken } from '../../src/accounts/staff-tokens.ts'
import type { StaffRole } from '../../src/actor.ts'
import { createArticle, requireArticle } from '../../src/articles/articles.ts'
import { prepareImage } from '../../src/articles/media/image.ts'
import { addMedia, type MediaFields } from '../../src/articles/media/media.ts'
import { publish } from '../../src/articles/publishing.ts'
import { addReporter, type Reporter } from '../../src/articles/reporters.ts'
import { kill, withdraw } from '../../src/articles/retraction.ts'
import { type ContentInput, prepareContent } from '../../src/articles/schema.ts'
import type { Plan } from '../../src/articles/timing.ts'
import { feedStart } from '../../src/feed-start.ts'
import { sealerOf, storageOf } from '../../src/installation.ts'
import { approve } from '../../src/licensing/agreements.ts'
import { publishTerms } from '../../src/licensing/terms.ts'
import { setAdvanceAccess } from '../../src/partners/advance-access.ts'
import { createApiKey, type NewApiKey } from '../../src/partners/api-keys.ts'
import { decide, type PartnerDecision } from '../../src/partners/decisions.ts'
import { wantedKey } from '../../src/partners/feed-secrets.ts'
import { registerPartner } from '../../src/partners/partners.ts'
import { contacts } from '../../src/partners/tables.ts'
import type { Id } from '../../src/platform/ids.ts'
import { aPicture } from './pictures.ts'
import { actor, caller, letTimeWork, type Product } from './product.ts'

let made = 0

/** A registered publisher that has a key for the sandbox only, with whatever is made up for it. */
export async function aTester(product: Product, options: PartnerOptions = {}) {
  const { id } = await aPartner(product, { approved: false, ...options })
  const made = await product.database.write((tx) =>
    createApiKey(tx, actor, id, { name: 'sandbox', kind: 'test' }, sealerOf(product.config)),
  )
  await letTimeWork(product)
  return { id, keyId: made.id, key: made.key, ...caller(product.app, made.key) }
}

/** The address of a feed that holds a secret, of a partner whose urgent contact has confirmed that it is read. */
export async function aFeed(
  product: Product,
  partnerId: Id<'par'>,
  feed: { backfill?: number; guid?: 'uri' | 'source' } = {},
) {
  await contactsConfirmed(product, partnerId)
  const made = await product.database.write(async (tx) =>
    createApiKey(
      tx,
      actor,
      partnerId,
      await wantedKey(tx, partnerId, { name: 'feed', kind: 'feed', feed }, feedStart),
    ),
  )
  const url = `/feeds/${made.key}/articles.rss`
  return { id: made.id, secret: made.key, url, get: caller(product.app).get }
}

export async function contactsConfirmed({ database, clock }: Product, partnerId: Id<'par'>): Promise<void> {
  await database.write(async (tx) => {
    await tx.update(contacts).set({ confirmedAt: clock.now() }).where(eq(contacts.partnerId, partnerId))
  })
}

interface PartnerOptions extends Partial<NewApiKey> {
  approved?: boolean
  /** Sees stories under embargo. */
  advanceAccess?: boolean
}

/** A registered publisher with a key; approved unless told otherwise. */
export async function aPartner(
  { app, database }: Product,
  { approved = true, advanceAccess = false, ...key }: PartnerOptions = {},
) {
  made += 1
  const name = `Partner ${made}`
  const host = `partner-${made}.example`
  const registered = await database.write(async (tx) => {
    const partner = await registerPartner(tx, actor, {
      name,
      domains: [host],
      audience: { monthlyUniques: 1_000_000 },
      contacts: [{ role: 'urgent', email: `urgent@${host}` }],
    })
    if (approved) await approve(tx, actor, partner.id, {})
    if (advanceAccess) await setAdvanceAccess(tx, actor, partner.id, true, 'test')
    const created = await createApiKey(tx, actor, partner.id, { name: 'test', ...key })
    return { id: partner.id, name, host, keyId: created.id, key: created.key }
  })
  return { ...registered, ...caller(app, registered.key) }
}

export async function aStaffMember({ app, database }: Product, role: StaffRole = 'admin') {
  const { id, token } = await database.write((tx) =>
    createStaffToken(tx, actor, { name: `test ${role}`, role }),
  )
  return { id, token, ...caller(app, token) }
}

export async function aReporter({ database }: Product, name = 'Jane Doe'): Promise<Reporter> {
  return database.write((tx) => addReporter(tx, actor, { name, kind: 'person' }))
}

/** A published story by Jane Doe, under embargo and with an end where the plan says so. */
export async function anArticle(product: Product, fields: ContentInput = {}, plan: Plan = {}) {
  const draft = await aDraft(product, fields)
  return product.database.write(async (tx) => publish(tx, actor, await requireArticle(tx, draft.id), plan))
}

/** An image of the desk's, like no other. */
export async function anImage(
  { database, config }: Product,
  fields: Partial<MediaFields> = {},
  file?: Buffer,
) {
  made += 1
  const image = await prepareImage(storageOf(config), file ?? (await aPicture({ seed: made })))
  return database.write((tx) => addMedia(tx, actor, image, { alt: `Image ${made}`, ...fields }))
}

export async function aDraft(product: Product, fields: ContentInput = {}) {
  const reporters = fields.reporters ?? [(await aReporter(product)).id]
  made += 1
  const content = await prepareContent({
    headline: `Story ${made}`,
    bodyHtml: `<p>Text of story ${made}.</p>`,
    ...fields,
    reporters,
  })
  return product.database.write((tx) => createArticle(tx, actor, content))
}

export async function withdrawn({ database }: Product, id: Id<'art'>, advisory = 'Do not use.') {
  return database.write(async (tx) => withdraw(tx, actor, await requireArticle(tx, id), { advisory }))
}

export async function killed({ database }: Product, id: Id<'art'>, advisory = 'Take it down.') {
  return database.write(async (tx) => kill(tx, actor, await requireArticle(tx, id), { advisory }))
}

export async function decided(
  { database }: Product,
  id: Id<'par'>,
  decision: Exclude<PartnerDecision, 'approved'>,
) {
  return database.write((tx) => decide(tx, actor, id, decision, 'test'))
}

/** New terms that whoever accepted others has to accept within a time. */
export async function newTerms({ database }: Product, withinMs: number) {
  return database.write((tx) => publishTerms(tx, actor, { text: 'New.', acceptBy: tx.now + withinMs }))
}

import { isDeepStrictEqual } from 'node:util'
import { asc, eq, gte } from 'drizzle-orm'
import type { Actor } from '../actor.ts'
import { audit } from '../platform/audit/audit.ts'
import type { Queries, Tx } from '../platform/database/database.ts'
import { invalidate } from '../platform/database/invalidations.ts'
import { prepared } from '../platform/database/prepared.ts'
import { Problem } from '../problems.ts'
import { recordChange } from './changes.ts'
import type { PreparedLogo } from './logo.ts'
import { brandImages, formerLogos, newswire } from './tables.ts'

export type Newswire = typeof newswire.$inferSelect
type NewswireFields = Pick<
  Newswire,
  'name' | 'shortName' | 'url' | 'licensingContact' | 'notice' | 'logoAlt'
> &
  Partial<Pick<Newswire, 'deskMail' | 'deskPhone' | 'ownCredits'>>

export type NewswireChanges = { [Field in keyof NewswireFields]?: NewswireFields[Field] | undefined }

const only = 1

/** The licensor; undefined on a database that was not seeded yet. */
export async function findNewswire(queries: Queries): Promise<Newswire | undefined> {
  const [row] = await theOnly(queries).execute()
  return row
}

const theOnly = prepared((queries) =>
  queries.select().from(newswire).where(eq(newswire.number, only)).limit(1).prepare(),
)

/** The licensor; throws the problem `conflict` naming the remedy where none is set. */
export async function requireNewswire(queries: Queries): Promise<Newswire> {
  const row = await findNewswire(queries)
  if (!row)
    throw new Problem('conflict', {
      detail: 'No newswire is set up; run `wirecopy seed` or `wirecopy newswire set`.',
    })
  return row
}

/** Names the licensor for the first time, or changes what is given. */
export async function setNewswire(tx: Tx, actor: Actor, fields: NewswireChanges): Promise<Newswire> {
  const present = await findNewswire(tx)
  if (present) return change(tx, actor, present, fields)

  const { name, shortName, url, licensingContact, notice, logoAlt } = fields
  if (!name || !shortName || !url || !licensingContact || !notice || !logoAlt) throw incomplete(fields)
  const row: Newswire = {
    number: only,
    name,
    shortName,
    url,
    licensingContact,
    notice,
    logoAlt,
    deskMail: fields.deskMail ?? null,
    deskPhone: fields.deskPhone ?? null,
    ownCredits: fields.ownCredits ?? [],
    logo: [],
    attributionVersion: 1,
    updatedAt: tx.now,
  }
  await tx.insert(newswire).values(row)
  await audit(tx, actor, 'newswire.set', 'newswire', fields)
  await invalidate(tx, 'newswire')
  return row
}

/** Replaces the logo: an SVG and a PNG of the same design. Old files stay reachable under their hash. */
export async function setLogo(tx: Tx, actor: Actor, files: PreparedLogo): Promise<Newswire> {
  const present = await requireNewswire(tx)
  const logo = files.map(({ content: _, ...rendition }) => rendition)
  if (isDeepStrictEqual(logo, present.logo)) return present

  for (const { sha256, contentType, content } of files) {
    await tx.insert(brandImages).values({ sha256, contentType, content }).onConflictDoNothing()
  }
  await audit(tx, actor, 'newswire.logo', 'newswire', { sha256: logo.map(({ sha256 }) => sha256) })
  return store(tx, present, { logo })
}

/** The logo as it was under a version of the attribution. */
export async function logoUnder(
  queries: Queries,
  attributionVersion: number,
): Promise<Pick<Newswire, 'logoAlt' | 'logo'>> {
  const [former] = await queries
    .select()
    .from(formerLogos)
    .where(gte(formerLogos.attributionVersion, attributionVersion))
    .orderBy(asc(formerLogos.attributionVersion))
    .limit(1)
  return former ?? requireNewswire(queries)
}

/** A logo file by its hash. */
export async function findBrandImage(queries: Queries, sha256: string) {
  const [image] = await queries.select().from(brandImages).where(eq(brandImages.sha256, sha256)).limit(1)
  return image
}

async function change(tx: Tx, actor: Actor, present: Newswire, fields: NewswireChanges): Promise<Newswire> {
  const changed = changedIn(present, fields)
  if (Object.keys(changed).length === 0) return present

  await audit(tx, actor, 'newswire.set', 'newswire', changed)
  return store(tx, present, changed)
}

function changedIn(present: Newswire, fields: NewswireChanges): Partial<Newswire> {
  const before: Record<string, unknown> = present
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([field, value]) => value !== undefined && !isDeepStrictEqual(value, before[field]),
    ),
  )
}

// No part of an attribution, so their change need not be told.
const unprinted = ['deskMail', 'deskPhone', 'ownCredits']

async function store(tx: Tx, present: Newswire, changed: Partial<Newswire>): Promise<Newswire> {
  const row = {
    ...present,
    ...changed,
    attributionVersion: present.attributionVersion + 1,
    updatedAt: tx.now,
  }
  await tx.update(newswire).set(row).where(eq(newswire.number, only))
  const { attributionVersion, logoAlt, logo } = present
  const isSameLogo = isDeepStrictEqual({ logoAlt, logo }, { logoAlt: row.logoAlt, logo: row.logo })
  if (!isSameLogo) await tx.insert(formerLogos).values({ attributionVersion, logoAlt, logo })
  const isPrinted = Object.keys(changed).some((field) => !unprinted.includes(field))
  if (isPrinted) await recordChange(tx, { type: 'newswire.attribution-changed' })
  await invalidate(tx, 'newswire')
  return row
}

function incomplete(fields: NewswireChanges): Problem {
  const required = ['name', 'shortName', 'url', 'licensingContact', 'notice', 'logoAlt'] as const
  return new Problem('invalid-request', {
    errors: required
      .filter((field) => !fields[field])
      .map((field) => ({ field, message: 'is missing; the first time all of the newswire must be named' })),
  })
}

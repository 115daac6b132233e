import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { z } from 'zod'
import { type Partner, requirePartner } from '../../partners/partners.ts'
import { type Instant, toRfc3339 } from '../../platform/clock.ts'
import type { Id } from '../../platform/ids.ts'
import { type ArchiveFile, archiveOf } from './archive.ts'
import { evidenceGuide } from './evidence-guide.ts'
import { agreementsUntil, grantsUntil, historyUntil, noticesUntil, termsAmong } from './evidence-records.ts'
import { type Sign, signerOf } from './jws.ts'
import { claimsReader, signReceipt } from './receipt.ts'
import { publicKeySet, type Signing } from './signing-keys.ts'

export const manifestName = 'manifest.jws'
export const keySetName = 'jwks.json'
export const evidenceType = 'wirecopy-evidence+jwt'

/** What the manifest of a bundle says; it names every other file. */
export const manifestSchema = z.object({
  iss: z.string(),
  sub: z.string(),
  at: z.iso.datetime(),
  files: z.array(z.object({ name: z.string(), bytes: z.int(), sha256: z.string() })),
})

export type Manifest = z.infer<typeof manifestSchema>

interface Asked {
  partnerId: Id<'par'>
  at: Instant
}

/**
 * What a partner held at a moment, as a ZIP archive whose signed manifest names every file with its hash. It is
 * made while it is read, so that its size does not matter. Throws `not-found`.
 */
export async function evidenceOf(
  signing: Signing,
  publicUrl: string,
  { partnerId, at }: Asked,
): Promise<Readable> {
  const { read } = signing.database
  const partner = await requirePartner(read, partnerId)
  const sign = await signerOf(signing)
  const agreements = await agreementsUntil(read, partnerId, at)
  const texts = await termsAmong(read, agreements)
  const manifest: Manifest = { iss: publicUrl, sub: partnerId, at: toRfc3339(at), files: [] }
  const claimsOf = claimsReader(read, publicUrl)
  const files: ArchiveFile[] = [
    file('README.txt', [evidenceGuide(partner.name, manifest.at)]),
    file(keySetName, [json(await publicKeySet(read))]),
    file('partner.json', [json(partnerAs(partner))]),
    ...texts.map(({ version, text }) => file(`terms/version-${version}.md`, [text])),
    file('agreements.json', [json(agreements.map(dated))]),
    file('history.jsonl', () => lines(historyUntil(read, partnerId, at), async (entry) => dated(entry))),
    file('notices.jsonl', () => lines(noticesUntil(read, partnerId, at), async (notice) => dated(notice))),
    file('grants.jsonl', () =>
      lines(grantsUntil(read, partnerId, at), async ({ grant, licensed }) => {
        const claims = await claimsOf(grant, licensed)
        return {
          id: grant.id,
          article: claims.article,
          at: claims.grantedAt,
          receipt: await signReceipt(sign, claims),
        }
      }),
    ),
  ]
  return archiveOf([...files.map((one) => noted(one, manifest)), signed(manifest, sign)])
}

function file(name: string, parts: Iterable<string> | (() => AsyncIterable<string>)): ArchiveFile {
  return {
    name,
    async *content() {
      for await (const part of typeof parts === 'function' ? parts() : parts) yield Buffer.from(part)
    },
  }
}

/** The same file, entered in the manifest when it was read. */
function noted({ name, content }: ArchiveFile, manifest: Manifest): ArchiveFile {
  return {
    name,
    async *content() {
      const hash = createHash('sha256')
      let bytes = 0
      for await (const part of content()) {
        hash.update(part)
        bytes += part.length
        yield part
      }
      manifest.files.push({ name, bytes, sha256: hash.digest('hex') })
    },
  }
}

function signed(manifest: Manifest, sign: Sign): ArchiveFile {
  return {
    name: manifestName,
    async *content() {
      yield Buffer.from(await sign(evidenceType, manifest))
    },
  }
}

// Without contacts: who was called then is no part of what was licensed.
function partnerAs({ id, name, legalName, createdAt }: Partner) {
  return { id, name, legalName, registeredAt: toRfc3339(createdAt) }
}

function dated<Row extends { at: Instant }>(row: Row) {
  return { ...row, at: toRfc3339(row.at) }
}

async function* lines<Row>(rows: AsyncIterable<Row>, view: (row: Row) => Promise<object>) {
  for await (const row of rows) yield `${JSON.stringify(await view(row))}\n`
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

import { z } from 'zod'
import { logoUnder } from '../../articles/newswire.ts'
import { findRevision, type RevisionRow } from '../../articles/revisions.ts'
import { requirePartner } from '../../partners/partners.ts'
import { boundedMap } from '../../platform/bounded-map.ts'
import { toRfc3339 } from '../../platform/clock.ts'
import type { Queries } from '../../platform/database/database.ts'
import { type Id, idSchema } from '../../platform/ids.ts'
import { affiliationsOf, logoOf } from '../attribution.ts'
import type { Grant } from '../grants.ts'
import { duties, grantHows } from '../tables.ts'
import { showTerms } from '../terms.ts'
import { type KeySet, type Sign, verifiedPayload } from './jws.ts'
import { normalization, textHash } from './text-hash.ts'

const type = 'wirecopy-receipt+jwt'
const maxRemembered = 100

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** What a receipt says: who was licensed what, when, and under which terms. */
const claimsSchema = z.object({
  /** `PUBLIC_URL` when it was signed. */
  iss: z.string(),
  sub: idSchema('par'),
  jti: idSchema('grt'),
  partner: z.object({ id: idSchema('par'), name: z.string() }),
  grantedAt: z.iso.datetime(),
  how: z.enum(grantHows),
  article: z.object({
    id: idSchema('art'),
    uri: z.string(),
    revision: z.int(),
    headline: z.string(),
    text: z.object({ sha256, normalization: z.string() }),
  }),
  attribution: z.object({
    required: z.array(z.enum(duties)),
    logo: z.array(z.object({ href: z.string(), sha256 })),
    byline: z.string(),
    affiliations: z.array(z.string()),
  }),
  terms: z.object({ version: z.int(), sha256 }),
})

export type Claims = z.infer<typeof claimsSchema>

/** What a receipt says of a revision. */
export type Licensed = Pick<RevisionRow, 'headline' | 'byline' | 'authors' | 'bodyHtml'>

/** Says of grants what their receipts say, and remembers what many of them have in common. */
export function claimsReader(queries: Queries, publicUrl: string) {
  const partnerOf = remembering((id: Id<'par'>) => requirePartner(queries, id))
  const termsOf = remembering((version: number) => showTerms(queries, version))
  const logoThen = remembering((version: number) => logoUnder(queries, version))
  return async (grant: Grant, licensed?: Licensed): Promise<Claims> => {
    const { id, partnerId, articleId, revision: number } = grant
    const revision = licensed ?? (await findRevision(queries, articleId, number))
    if (!revision) throw new Error(`${id} is for a revision that is not there`)
    const { name } = await partnerOf(partnerId)
    const agreed = await termsOf(grant.termsVersion)
    const { renditions } = logoOf(await logoThen(grant.attributionVersion), publicUrl)
    const { headline, byline, authors, bodyHtml } = revision
    return {
      ...{ iss: publicUrl, sub: partnerId, jti: id, partner: { id: partnerId, name } },
      ...{ grantedAt: toRfc3339(grant.at), how: grant.how },
      article: {
        ...{ id: articleId, uri: `${publicUrl}/id/articles/${articleId}`, revision: number, headline },
        text: { sha256: textHash(bodyHtml), normalization },
      },
      attribution: {
        required: agreed.duties,
        logo: renditions.map(({ href, sha256 }) => ({ href, sha256 })),
        ...{ byline, affiliations: affiliationsOf(authors) },
      },
      terms: { version: agreed.version, sha256: agreed.sha256 },
    }
  }
}

/** Signs a receipt: a compact JWS that anybody can verify with our public keys. */
export async function signReceipt(sign: Sign, claims: Claims): Promise<string> {
  return sign(type, claims)
}

/** What a receipt says, and the key that it was signed with; undefined where none of the keys has signed it. */
export async function readReceipt(
  receipt: string,
  keys: KeySet,
): Promise<{ kid: string; claims: Claims } | undefined> {
  const verified = await verifiedPayload(receipt, type, keys)
  if (!verified) return undefined
  const claims = claimsSchema.safeParse(JSON.parse(verified.payload.toString()))
  return claims.success ? { kid: verified.kid, claims: claims.data } : undefined
}

function remembering<K extends string | number, V extends object>(find: (key: K) => Promise<V>) {
  const known = boundedMap<K, V>(maxRemembered)
  return async (key: K): Promise<V> => {
    const value = known.get(key) ?? (await find(key))
    known.set(key, value)
    return value
  }
}

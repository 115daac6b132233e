import { z } from 'zod'
import { timeOrNull } from '../../platform/clock.ts'
import { hostSchema } from '../../platform/http/fields.ts'
import type { Id } from '../../platform/ids.ts'
import { examples } from '../examples.ts'
import { challengeOf, placesFor } from './challenge.ts'
import { type DomainProof, type HostStanding, hostStates } from './standing.ts'
import { proofMethods, proofVerdicts } from './tables.ts'

const time = z.iso.datetime()
const entries = z.array(z.string())

export const hostStandingSchema = z
  .object({
    host: z.string(),
    state: z.enum(hostStates).describe('`failing`: it was verified, and its proof is no longer found.'),
    method: z.enum(proofMethods).nullable().describe('By what it was verified last.'),
    verifiedAt: time.nullable(),
    checkedAt: time.nullable().describe('When it was looked at last; once verified, it is every week.'),
    coveredBy: z.string().nullable().describe('The verified host above it that stands for it.'),
    lastFailure: z.string().nullable().describe('What the last look found instead of the proof.'),
  })
  .meta({ id: 'Host', examples: [examples.host] })

export const ownHostSchema = hostStandingSchema
  .extend({
    challenge: z.string(),
    places: z
      .object({
        dns: z.object({ name: z.string(), value: z.string() }).describe('A TXT record.'),
        file: z.object({ url: z.url(), content: z.string() }).describe('A line of a plain text file.'),
        meta: z.object({ url: z.url(), html: z.string() }).describe('A tag in the head of the home page.'),
      })
      .describe('Where the challenge may stand; one of them is enough.'),
  })
  .meta({ id: 'OwnHost', examples: [examples.ownHost] })

export const verifiedHostSchema = ownHostSchema
  .extend({
    findings: z
      .array(
        z.object({
          method: z.enum(proofMethods),
          verdict: z.enum(proofVerdicts).describe('`unknown`: nobody answered.'),
          found: z.string(),
          remedy: z.string().nullable().describe('What would be right.'),
        }),
      )
      .describe('Of the last look; none before the first.'),
    trust: z
      .object({
        url: z.url(),
        ...{ belongto: entries, member: entries, control: entries },
        ...{ controlledby: entries, vendor: entries, customer: entries },
      })
      .nullable()
      .describe('What its trust.txt said when it was looked at last; null where it has none.'),
  })
  .meta({ id: 'VerifiedHost', examples: [examples.verifiedHost] })

export const newHostInput = z
  .strictObject({ host: hostSchema })
  .meta({ id: 'NewHost', examples: [examples.newHost] })

export function hostStandingView(standing: HostStanding): z.infer<typeof hostStandingSchema> {
  const { verifiedAt, checkedAt } = standing
  return { ...standing, verifiedAt: timeOrNull(verifiedAt), checkedAt: timeOrNull(checkedAt) }
}

export function ownHostView(
  standing: HostStanding,
  partnerId: Id<'par'>,
  secret: Buffer,
): z.infer<typeof ownHostSchema> {
  const challenge = challengeOf(secret, partnerId, standing.host)
  return { ...hostStandingView(standing), challenge, places: placesFor(standing.host, challenge) }
}

export function verifiedHostView(
  standing: HostStanding,
  proof: DomainProof | undefined,
  partnerId: Id<'par'>,
  secret: Buffer,
): z.infer<typeof verifiedHostSchema> {
  const { findings = [], trust = null } = proof ?? {}
  return { ...ownHostView(standing, partnerId, secret), findings, trust }
}

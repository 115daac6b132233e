import { z } from 'zod'
import { timeOrNull, toRfc3339 } from '../../platform/clock.ts'
import { idSchema } from '../../platform/ids.ts'
import type { FieldError } from '../../problems.ts'
import { documentSchema, newDocumentInput } from '../documents/schema.ts'
import { verifiedHostSchema } from '../domains/schema.ts'
import { checkNames, contactRoles, publicationKinds } from '../tables.ts'
import type { Application } from './applications.ts'
import type { Materials } from './evidence.ts'
import { examples } from './examples.ts'
import { waysIn } from './given.ts'
import { type ApplicationStanding, standings } from './standing.ts'
import { applicationStatuses } from './tables.ts'
import type { Twin } from './twins.ts'

const time = z.iso.datetime()

const missingSchema = z
  .array(z.object({ field: z.string(), message: z.string().describe('What belongs there.') }))
  .describe('What is still to be told before it is looked at.')

const givenShape = {
  publisher: z
    .object({
      name: z.string(),
      legalName: z.string(),
      country: z.string(),
      publication: z.enum(publicationKinds),
      sites: z.array(z.string()),
      ownershipPage: z.string(),
      editorialPage: z.string(),
      correctionsPolicy: z.string(),
    })
    .partial(),
  audience: z
    .object({
      monthlyUniques: z.int(),
      pageViews: z.int(),
      period: z.string(),
      source: z.string(),
      evidenceUrl: z.string(),
    })
    .partial(),
  publishing: z.object({ cms: z.string(), by: z.array(z.enum(waysIn)) }).partial(),
  contacts: z
    .array(z.object({ role: z.enum(contactRoles), name: z.string().optional(), email: z.string() }))
    .describe('Empty once it is a partner, whose contacts they are then.'),
  acceptedTerms: z
    .int()
    .nullable()
    .describe('Which version was accepted with it; an agreement says so later.'),
}

const evidenceSchema = documentSchema
  .pick({ id: true, name: true, contentType: true, bytes: true, at: true })
  .meta({ id: 'ApplicationEvidence', examples: [examples.evidence] })

export const newEvidenceInput = newDocumentInput
  .omit({ kind: true })
  .meta({ id: 'NewApplicationEvidence', examples: [examples.newEvidence] })

export const standingSchema = z
  .object({
    id: idSchema('apl'),
    status: z
      .enum(standings)
      .describe(
        '`draft`: something is missing. `unconfirmed`: follow the link in our mail. Then we look at it.',
      ),
    missing: missingSchema,
    checks: z
      .array(z.object({ check: z.enum(checkNames), about: z.string() }))
      .describe('What we still look into.'),
    reason: z.string().nullable().describe('What we decided it by, or what we ask for.'),
    domains: z
      .array(verifiedHostSchema)
      .describe('While we look into it: your sites, with what shows that they are yours.'),
    evidence: z.array(evidenceSchema).describe('Files that you added.'),
    ...givenShape,
    createdAt: time,
    updatedAt: time,
    deletedAt: time.nullable().describe('When it is deleted, unless it is complete and confirmed by then.'),
  })
  .meta({ id: 'ApplicationStanding', examples: [examples.standing] })

export const begunSchema = standingSchema
  .extend({
    statusUrl: z
      .url()
      .optional()
      .describe(
        'Where it is seen and changed. Shown once: whoever has it may do both. A repeated request is answered without it.',
      ),
  })
  .meta({
    id: 'NewApplicationStanding',
    examples: [
      { ...examples.standing, statusUrl: `https://wirecopy.example/v1/applications/${examples.token}` },
    ],
  })

export function standingView(
  { application, ...standing }: ApplicationStanding,
  { domains, evidence }: Materials,
): z.infer<typeof standingSchema> {
  const { id, createdAt, updatedAt } = application
  const { status, missing, open, reason, deletedAt } = standing
  return {
    ...{ id, status, missing, reason },
    checks: open,
    domains,
    evidence: evidence.map(({ id, name, contentType, bytes, at }) => ({
      ...{ id, name, contentType, bytes },
      at: toRfc3339(at),
    })),
    ...givenView(application),
    createdAt: toRfc3339(createdAt),
    updatedAt: toRfc3339(updatedAt),
    deletedAt: timeOrNull(deletedAt),
  }
}

export const applicationSchema = z
  .object({
    id: idSchema('apl'),
    status: z.enum(applicationStatuses),
    partnerId: idSchema('par').nullable(),
    missing: missingSchema,
    twins: z
      .array(
        z.object({
          site: z.string(),
          of: z.union([idSchema('par'), idSchema('apl')]).describe('Whose it is, too.'),
          theirs: z.string().describe('Another name where the two only look alike.'),
        }),
      )
      .describe('Sites that are a partner’s or in another application, or look like one that is.'),
    reason: z.string().nullable().describe('Why it was closed.'),
    ...givenShape,
    createdAt: time,
    updatedAt: time,
    confirmedAt: time.nullable().describe('When the link in our mail was followed.'),
  })
  .meta({ id: 'Application', examples: [examples.staff] })

export interface ShownApplication {
  application: Application
  missing: FieldError[]
  twins: Twin[]
}

export function applicationView({
  application,
  missing,
  twins,
}: ShownApplication): z.infer<typeof applicationSchema> {
  const { id, status, partnerId, reason, createdAt, updatedAt, confirmedAt } = application
  return {
    ...{ id, status, partnerId, missing, reason },
    twins: twins.map(({ host, of, theirs }) => ({ site: host, of, theirs })),
    ...givenView(application),
    createdAt: toRfc3339(createdAt),
    updatedAt: toRfc3339(updatedAt),
    confirmedAt: timeOrNull(confirmedAt),
  }
}

function givenView({ given, acceptance }: Application) {
  return { ...given, acceptedTerms: acceptance?.version ?? null }
}

import { z } from 'zod'
import { staffWho } from '../../actor.ts'
import { dayMs, type Instant } from '../../platform/clock.ts'
import { instantSchema } from '../../platform/http/fields.ts'
import { fileSchema } from '../../platform/http/openapi/file.ts'
import type { App } from '../../platform/http/server.ts'
import { idSchema } from '../../platform/ids.ts'
import { invalid } from '../../problems.ts'
import { evidenceOf } from './evidence.ts'
import type { Proof } from './grant-routes.ts'

const archive = fileSchema({
  value:
    'README.txt, manifest.json with its signature, jwks.json, partner.json, agreements.json and more, zipped',
})

/** A moment, or a day (UTC), as the first and the last instant of it. */
export const atSchema = z
  .union(
    [
      z.iso.date().transform((day) => ({ from: Date.parse(day), until: Date.parse(day) + dayMs - 1 })),
      instantSchema.transform((instant) => ({ from: instant, until: instant })),
    ],
    'must be a day such as 2026-05-01, or a time of RFC 3339',
  )
  .meta({ examples: ['2026-05-01'] })

/** The end of what is asked for: of a day its last moment, or now while it lasts. Throws for a time to come. */
export function momentOf(at: z.output<typeof atSchema>, now: Instant): Instant {
  if (at.from > now) throw invalid('at', 'must not lie in the future')
  return Math.min(at.until, now)
}

/** What a partner held at a moment, for whoever has to prove it. */
export function evidenceRoutes(app: App, proof: Proof): void {
  app.get(
    '/v1/staff/partners/:id/evidence',
    {
      config: {
        access: { by: 'staff', roles: staffWho.license },
        tag: 'Staff: partners',
        responseHeaders: ['Content-Disposition'],
      },
      schema: {
        operationId: 'getEvidence',
        summary: 'What a partner held on a date, as a signed archive',
        description:
          'Terms, agreements, decisions, grants with receipts, and what was taken back of them until the end of that day (UTC). `wirecopy verify-evidence` verifies it without the server.',
        params: z.object({ id: idSchema('par') }),
        querystring: z.strictObject({ at: atSchema }),
        response: { 200: { content: { 'application/zip': { schema: archive } } } },
      },
    },
    async ({ params: { id }, query }, reply) => {
      const at = momentOf(query.at, proof.now())
      const archive = await evidenceOf(proof, proof.publicUrl, { partnerId: id, at })
      return reply
        .type('application/zip')
        .header('Content-Disposition', `attachment; filename="evidence-${id}.zip"`)
        .send(archive)
    },
  )
}

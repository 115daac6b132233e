import { z } from 'zod'
import type { Instant } from '../platform/clock.ts'
import type { Queries } from '../platform/database/database.ts'
import { type Id, idSchema } from '../platform/ids.ts'
import type { PartnerDecision } from './decisions.ts'
import { examples } from './examples.ts'
import { partnerStatuses } from './tables.ts'

export const effectSchema = z
  .object({
    partnerId: idSchema('par'),
    status: z.enum(partnerStatuses),
    next: z.enum(partnerStatuses),
    keys: z
      .array(z.object({ id: idSchema('key'), name: z.string(), display: z.string() }))
      .describe('Keys that work now and would get no articles.'),
    feeds: z
      .array(z.object({ id: idSchema('key'), name: z.string(), display: z.string() }))
      .describe('Addresses of feeds that work now and would stop.'),
    webhooks: z
      .array(z.object({ id: idSchema('whe'), url: z.url() }))
      .describe(
        'Endpoints that would hear nothing but kills, withdrawals and corrections of stories that it holds.',
      ),
    grants: z.int().describe('Licenses that it holds; they are not taken back.'),
  })
  .meta({ id: 'DecisionEffect', examples: [examples.effect] })

export type DecisionEffect = z.infer<typeof effectSchema>

/** Tells what a decision would do, without doing it. What every room has to say is put together above them. */
export type EffectOf = (
  queries: Queries,
  id: Id<'par'>,
  decision: PartnerDecision,
  now: Instant,
) => Promise<DecisionEffect>

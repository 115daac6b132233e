import { z } from 'zod'
import { callingPartner } from '../../partners/calling-partner.ts'
import { timeOrNull, toRfc3339 } from '../../platform/clock.ts'
import type { Commit } from '../../platform/http/commit.ts'
import { exampleTime, exampleUrl } from '../../platform/http/openapi/examples.ts'
import type { RateLimit } from '../../platform/http/rate-limit.ts'
import type { App } from '../../platform/http/server.ts'
import { exampleId, idSchema } from '../../platform/ids.ts'
import type { Links } from '../links.ts'
import { prepareTexts } from './texts.ts'
import { maxPerDay, trigger } from './triggers.ts'

const maxRefusals = 20
const usualRefusals = 3

const config = {
  access: { by: 'partner', sandbox: 'only' },
  tag: 'Sandbox',
  problems: ['partner-declined', 'partner-suspended', 'partner-terminated', 'conflict'],
} as const

const id = exampleId('art')
const storySchema = z
  .object({
    id: idSchema('art'),
    uri: z.url(),
    href: z.url(),
    embargoedUntil: z.iso.datetime().nullable(),
  })
  .meta({
    id: 'SandboxStory',
    examples: [
      {
        id,
        uri: `${exampleUrl}/id/articles/${id}`,
        href: `${exampleUrl}/v1/articles/${id}`,
        embargoedUntil: null,
      },
    ],
  })

const nothing = z.strictObject({}).nullish()

const refusalsInput = z
  .strictObject({
    requests: z.int().min(1).max(maxRefusals).optional().describe(`How many; by default ${usualRefusals}.`),
  })
  .meta({ id: 'SandboxRefusals', examples: [{ requests: usualRefusals }] })

const refusalsSchema = z
  .object({ requests: z.int(), from: z.iso.datetime() })
  .meta({ id: 'SandboxRateLimit', examples: [{ requests: usualRefusals, from: exampleTime }] })

interface Tools {
  links: Links
  limit: RateLimit
}

const bound = `The story is yours alone and is removed after 24 hours; a sandbox takes ${maxPerDay} in that time.`

/** What test keys make happen. */
export function sandboxRoutes(app: App, { links, limit }: Tools, commit: Commit): void {
  for (const [path, kind, operationId, summary, description] of [
    [
      'kills',
      'killed',
      'killSandboxStory',
      'Have a made-up story killed',
      'It is published and killed at once: `/v1/changes` tells both, and the article is a 410 with its advisory.',
    ],
    [
      'corrections',
      'corrected',
      'correctSandboxStory',
      'Have a made-up story corrected',
      'It is published and corrected at once: `/v1/changes` tells both, with the note of the correction.',
    ],
    [
      'embargoes',
      'embargoed',
      'embargoSandboxStory',
      'Have a made-up story put under embargo for two minutes',
      'Until then it is a 404, unless you have advance access; then `/v1/changes` tells `article.published`.',
    ],
  ] as const) {
    app.post(
      `/v1/sandbox/${path}`,
      {
        config,
        schema: {
          operationId,
          summary,
          description: `${description} ${bound}`,
          body: nothing,
          response: { 201: storySchema },
        },
      },
      async (request, reply) => {
        const texts = await prepareTexts()
        return commit(request, reply, 201, async (tx) => {
          const { id, embargoedUntil } = await trigger(tx, callingPartner(request), texts, kind)
          return {
            id,
            ...links.article(id),
            embargoedUntil: timeOrNull(embargoedUntil),
          }
        })
      },
    )
  }
  rateLimitRoute(app, limit, commit)
}

function rateLimitRoute(app: App, limit: RateLimit, commit: Commit): void {
  app.post(
    '/v1/sandbox/rate-limits',
    {
      config,
      schema: {
        operationId: 'limitSandboxRate',
        summary: 'Have your next requests refused with 429',
        description: 'Those with this key to this process, with `Retry-After: 1`; then all is as before.',
        body: refusalsInput.nullish(),
        response: { 201: refusalsSchema },
      },
    },
    async (request, reply) => {
      const { requests = usualRefusals } = request.body ?? {}
      return commit(request, reply, 201, async (tx) => {
        limit.refuseNext(callingPartner(request).id, requests)
        return { requests, from: toRfc3339(tx.now) }
      })
    },
  )
}

import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Instant } from '../../platform/clock.ts'
import { isUnchanged } from '../../platform/http/if-none-match.ts'
import { fileSchema } from '../../platform/http/openapi/file.ts'
import { forOtherPages, publicFileHeaders } from '../../platform/http/public-file.ts'
import type { App } from '../../platform/http/server.ts'
import { Problem } from '../../problems.ts'
import { examples } from './examples.ts'
import type { Renderer } from './renderer.ts'
import { keyOf, type RenditionName, renditionNames, renditionsOf } from './renditions.ts'
import type { Showing } from './showing.ts'

// A kill must take it away from caches between us and readers.
const maxAge = 'public, max-age=300'
const headers = {
  'Cache-Control': maxAge,
  'Content-Security-Policy': "default-src 'none'; sandbox",
  ...forOtherPages,
} as const
const picture = fileSchema({ externalValue: `/media/${examples.picture.sha256}/800.webp` })

export interface Gallery {
  showing: Showing
  renderer: Renderer
  now: () => Instant
}

/** Image files, for everybody, as long as a published story shows them. */
export function mediaFileRoutes(app: App, { showing, renderer, now }: Gallery): void {
  app.get(
    '/media/:sha256/:rendition',
    {
      config: {
        access: { by: 'public' },
        tag: 'Media',
        requestHeaders: ['If-None-Match'],
        responseHeaders: publicFileHeaders,
        problems: ['media-gone'],
      },
      schema: {
        operationId: 'getMediaFile',
        summary: 'A rendition of an image',
        description:
          'There while a published story shows the image and no embargo lasts. It is never enlarged, and named after the width that it has at most.',
        params: z.object({
          sha256: z
            .string()
            .regex(/^[0-9a-f]{64}$/)
            .meta({ examples: [examples.picture.sha256] }),
          rendition: z.enum(renditionNames),
        }),
        response: {
          200: {
            content: {
              'image/avif': { schema: picture },
              'image/webp': { schema: picture },
              'image/jpeg': { schema: picture },
            },
          },
        },
      },
    },
    async (request, reply) => {
      const { sha256, rendition } = request.params
      return sendFile({ showing, renderer, now }, request, reply, sha256, rendition)
    },
  )
}

async function sendFile(
  { showing, renderer, now }: Gallery,
  request: FastifyRequest,
  reply: FastifyReply,
  sha256: string,
  name: RenditionName,
): Promise<FastifyReply> {
  const image = await showing.image(sha256, now())
  const rendition = renditionsOf(image).find((one) => one.name === name)
  if (!rendition) throw new Problem('not-found')
  const etag = `"${keyOf(image, name)}"`
  reply.headers(headers).header('ETag', etag)
  if (isUnchanged(request, etag)) return reply.code(304).send()
  return reply.type(rendition.contentType).send(await renderer.rendition(image, rendition))
}

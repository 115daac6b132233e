import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { staffWho } from '../actor.ts'
import type { Database, Tx } from '../platform/database/database.ts'
import { callerOf } from '../platform/http/access.ts'
import type { Commit } from '../platform/http/commit.ts'
import { requireMatch } from '../platform/http/if-match.ts'
import { fileSchema } from '../platform/http/openapi/file.ts'
import { forOtherPages, publicFileHeaders } from '../platform/http/public-file.ts'
import type { App } from '../platform/http/server.ts'
import { Problem } from '../problems.ts'
import { examples } from './examples.ts'
import { prepareLogo } from './logo.ts'
import {
  findBrandImage,
  findNewswire,
  type Newswire,
  requireNewswire,
  setLogo,
  setNewswire,
} from './newswire.ts'
import { logoInput, newswireInput, newswireSchema, newswireView } from './schema.ts'

const maxLogoBytes = 1536 * 1024
const logoMaxAge = 'public, max-age=31536000, immutable'
const logoPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox"

const tag = 'Staff: newsroom'
const problems = ['conflict'] as const
const readers = { access: { by: 'staff', roles: staffWho.read }, tag } as const
const admins = {
  access: { by: 'staff', roles: staffWho.administer },
  tag,
  problems,
  requestHeaders: ['If-Match'],
} as const
const anybody = { access: { by: 'public' }, tag: 'Brand' } as const

/** The newswire itself. */
export function newswireRoutes(app: App, database: Database, commit: Commit): void {
  app.get(
    '/v1/staff/newswire',
    {
      config: { ...readers, responseHeaders: ['ETag'], problems },
      schema: { operationId: 'getNewswire', summary: 'Show the newswire', response: { 200: newswireSchema } },
    },
    async (_, reply) => {
      const newswire = await requireNewswire(database.read)
      reply.header('ETag', `"${newswire.attributionVersion}"`)
      return newswireView(newswire)
    },
  )
  app.patch(
    '/v1/staff/newswire',
    {
      config: admins,
      schema: {
        operationId: 'changeNewswire',
        summary: 'Change the newswire',
        body: newswireInput,
        response: { 200: newswireSchema },
      },
    },
    async (request, reply) =>
      commit(
        request,
        reply,
        200,
        newswireVerb(request, (tx) => setNewswire(tx, callerOf(request).actor, request.body)),
      ),
  )
  app.put(
    '/v1/staff/newswire/logo',
    {
      config: admins,
      bodyLimit: maxLogoBytes,
      schema: {
        operationId: 'replaceLogo',
        summary: 'Replace the logo',
        body: logoInput,
        response: { 200: newswireSchema },
      },
    },
    async (request, reply) => {
      const logo = prepareLogo(Buffer.from(request.body.svg), Buffer.from(request.body.png, 'base64'))
      return commit(
        request,
        reply,
        200,
        newswireVerb(request, (tx) => setLogo(tx, callerOf(request).actor, logo)),
      )
    },
  )
}

/** A verb on the newswire, in the version that a request names. */
function newswireVerb(request: FastifyRequest, work: (tx: Tx) => Promise<Newswire>) {
  return async (tx: Tx) => {
    const present = await findNewswire(tx)
    if (present) await requireMatch(request, present.attributionVersion, () => newswireView(present))
    return newswireView(await work(tx))
  }
}

/** Logo files: each for ever under its hash, the current one under `/brand/logo`. */
export function brandRoutes(app: App, database: Database): void {
  const extension = z.enum(['svg', 'png'])
  const sha256 = z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .meta({ examples: examples.newswire.logo.map((file) => file.sha256) })
  const svg = fileSchema({ value: examples.logoFiles.svg })
  const png = fileSchema({ externalValue: '/brand/logo.png' })
  app.get(
    '/brand/logo.:extension',
    {
      config: { ...anybody, responseHeaders: ['Cache-Control', 'Location'], problems },
      schema: {
        operationId: 'getCurrentLogo',
        summary: 'The current logo',
        params: z.object({ extension }),
        response: { 302: z.void().describe('To the file under its hash.') },
      },
    },
    async ({ params }, reply) => {
      const { logo } = await requireNewswire(database.read)
      const rendition = logo.find(({ contentType }) => contentType.includes(params.extension))
      if (!rendition) throw new Problem('not-found')
      return reply
        .header('Cache-Control', 'public, max-age=300')
        .redirect(`/brand/${rendition.sha256}.${params.extension}`, 302)
    },
  )
  app.get(
    '/brand/:sha256.:extension',
    {
      config: { ...anybody, responseHeaders: publicFileHeaders },
      schema: {
        operationId: 'getLogoFile',
        summary: 'A logo file',
        params: z.object({ sha256, extension }),
        response: { 200: { content: { 'image/svg+xml': { schema: svg }, 'image/png': { schema: png } } } },
      },
    },
    async ({ params }, reply) => {
      const image = await findBrandImage(database.read, params.sha256)
      if (!image?.contentType.includes(params.extension)) throw new Problem('not-found')
      return reply
        .headers({
          'Cache-Control': logoMaxAge,
          ETag: `"${image.sha256}"`,
          'Content-Security-Policy': logoPolicy,
          ...forOtherPages,
        })
        .type(image.contentType)
        .send(image.content)
    },
  )
}

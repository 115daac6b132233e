import { z } from 'zod'
import { staffWho } from '../../actor.ts'
import type { Database } from '../../platform/database/database.ts'
import { callerOf } from '../../platform/http/access.ts'
import type { Commit } from '../../platform/http/commit.ts'
import { requireMatch } from '../../platform/http/if-match.ts'
import { cursorSchema, decodeCursor, limitSchema, listSchema, pageOf } from '../../platform/http/paging.ts'
import type { App } from '../../platform/http/server.ts'
import { idSchema } from '../../platform/ids.ts'
import type { Storage } from '../../platform/storage/storage.ts'
import { articleSummary, articleSummarySchema } from '../schema.ts'
import { prepareImage } from './image.ts'
import { addMedia, listMedia, requireMedia, setMedia } from './media.ts'
import { maxMediaBody, mediaChangesInput, mediaSchema, mediaView, newMediaInput } from './schema.ts'
import { listUsers } from './uses.ts'

const tag = 'Staff: newsroom'
const readers = { access: { by: 'staff', roles: staffWho.read }, tag } as const
const editors = { access: { by: 'staff', roles: staffWho.edit }, tag } as const
const params = z.object({ id: idSchema('med') })

export interface MediaDesk {
  database: Database
  storage: Storage
  publicUrl: string
}

/** The images of the desk. */
export function staffMediaRoutes(app: App, desk: MediaDesk, commit: Commit): void {
  collectionRoutes(app, desk, commit)
  imageRoutes(app, desk, commit)
}

function collectionRoutes(app: App, { database, storage, publicUrl }: MediaDesk, commit: Commit): void {
  app.get(
    '/v1/staff/media',
    {
      config: readers,
      schema: {
        operationId: 'listMedia',
        summary: 'List images, newest first',
        querystring: z.strictObject({ limit: limitSchema, cursor: cursorSchema }),
        response: { 200: listSchema(mediaSchema) },
      },
    },
    async ({ query: { limit, cursor } }) => {
      const before = cursor ? decodeCursor(cursor, z.tuple([idSchema('med')]))[0] : undefined
      const rows = await listMedia(database.read, limit + 1, before)
      return pageOf(
        rows,
        limit,
        (image) => mediaView(image, publicUrl),
        ({ id }) => [id],
      )
    },
  )
  app.post(
    '/v1/staff/media',
    {
      config: { ...editors, problems: ['conflict'] },
      bodyLimit: maxMediaBody,
      schema: {
        operationId: 'addMedia',
        summary: 'Add an image',
        description:
          'The body may have 20 MiB. An image that is there already is refused with `conflict`, which names it. Of an animation the first picture is kept.',
        body: newMediaInput,
        response: { 201: mediaSchema },
      },
    },
    async (request, reply) => {
      const { content, ...fields } = request.body
      const image = await prepareImage(storage, Buffer.from(content, 'base64'))
      return commit(request, reply, 201, async (tx) =>
        mediaView(await addMedia(tx, callerOf(request).actor, image, fields), publicUrl),
      )
    },
  )
}

function imageRoutes(app: App, { database, publicUrl }: MediaDesk, commit: Commit): void {
  app.get(
    '/v1/staff/media/:id',
    {
      config: { ...readers, responseHeaders: ['ETag'] },
      schema: {
        operationId: 'getMedia',
        summary: 'Show an image',
        params,
        response: { 200: mediaSchema },
      },
    },
    async (request, reply) => {
      const image = await requireMedia(database.read, request.params.id)
      reply.header('ETag', `"${image.version}"`)
      return mediaView(image, publicUrl)
    },
  )
  app.get(
    '/v1/staff/media/:id/articles',
    {
      config: readers,
      schema: {
        operationId: 'listMediaArticles',
        summary: 'List the stories that show an image',
        params,
        querystring: z.strictObject({ limit: limitSchema, cursor: cursorSchema }),
        response: { 200: listSchema(articleSummarySchema) },
      },
    },
    async ({ params: { id }, query: { limit, cursor } }) => {
      const after = cursor ? decodeCursor(cursor, z.tuple([idSchema('art')]))[0] : undefined
      const image = await requireMedia(database.read, id)
      const rows = await listUsers(database.read, image.id, { limit: limit + 1, after })
      return pageOf(rows, limit, articleSummary, (story) => [story.id])
    },
  )
  app.patch(
    '/v1/staff/media/:id',
    {
      config: { ...editors, requestHeaders: ['If-Match'] },
      schema: {
        operationId: 'changeMedia',
        summary: 'Change what is said of an image, or whether partners may have it',
        description:
          'What is out keeps the texts that it was published with. `redistributable` takes the image out of every published story at once, or puts it back, and is told as `article.updated`; whoever holds a story hears that its image must come down, also while it is suspended, and by mail.',
        params,
        body: mediaChangesInput,
        response: { 200: mediaSchema },
      },
    },
    async (request, reply) =>
      commit(request, reply, 200, async (tx) => {
        const present = await requireMedia(tx, request.params.id)
        await requireMatch(request, present.version, () => mediaView(present, publicUrl))
        return mediaView(await setMedia(tx, callerOf(request).actor, present, request.body), publicUrl)
      }),
  )
}

import { z } from 'zod'
import { staffWho } from '../../actor.ts'
import type { Database } from '../../platform/database/database.ts'
import { callerOf } from '../../platform/http/access.ts'
import type { Commit } from '../../platform/http/commit.ts'
import { fileSchema } from '../../platform/http/openapi/file.ts'
import { cursorSchema, decodeCursor, limitSchema, listSchema, pageOf } from '../../platform/http/paging.ts'
import type { App } from '../../platform/http/server.ts'
import { idSchema } from '../../platform/ids.ts'
import type { Storage } from '../../platform/storage/storage.ts'
import { addDocument, listDocuments, removeDocument, requireDocument } from './documents.ts'
import { requireFile, storing } from './file.ts'
import { attachmentOf } from './name.ts'
import { documentSchema, documentView, maxDocumentBody, newDocumentInput } from './schema.ts'

const tag = 'Staff: partners'
const readers = { access: { by: 'staff', roles: staffWho.read }, tag } as const
const licensing = { access: { by: 'staff', roles: staffWho.license }, tag } as const
const params = z.object({ id: idSchema('par') })
const oneOfThem = params.extend({ docId: idSchema('doc') })
const file = fileSchema({ value: 'the file as it was sent' })

// Whatever else a file is, no browser runs or shows it under our name.
const headers = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "sandbox; default-src 'none'",
  'X-Content-Type-Options': 'nosniff',
} as const

export interface Cabinet {
  database: Database
  documents: Storage
}

/** Papers of partners: agreements, evidence of an audience. */
export function documentRoutes(app: App, cabinet: Cabinet, commit: Commit): void {
  collectionRoutes(app, cabinet, commit)
  fileRoutes(app, cabinet, commit)
}

function collectionRoutes(app: App, { database, documents }: Cabinet, commit: Commit): void {
  app.get(
    '/v1/staff/partners/:id/documents',
    {
      config: readers,
      schema: {
        operationId: 'listDocuments',
        summary: 'List a partner’s documents in the order they came',
        params,
        querystring: z.strictObject({ limit: limitSchema, cursor: cursorSchema }),
        response: { 200: listSchema(documentSchema) },
      },
    },
    async ({ params: { id }, query: { limit, cursor } }) => {
      const after = cursor ? decodeCursor(cursor, z.tuple([idSchema('doc')]))[0] : undefined
      const rows = await listDocuments(database.read, id, { limit: limit + 1, after })
      return pageOf(rows, limit, documentView, (row) => [row.id])
    },
  )
  app.post(
    '/v1/staff/partners/:id/documents',
    {
      config: { ...licensing, problems: ['conflict'] },
      bodyLimit: maxDocumentBody,
      schema: {
        operationId: 'addDocument',
        summary: 'Add a document',
        description:
          'The file may have 10 MiB. One that the partner has already as the same kind is refused with `conflict`, which names it.',
        params,
        body: newDocumentInput,
        response: { 201: documentSchema },
      },
    },
    async (request, reply) => {
      const { params, body } = request
      await storing(documents, Buffer.from(body.content, 'base64'), (file) =>
        commit(request, reply, 201, async (tx) =>
          documentView(await addDocument(tx, callerOf(request).actor, params.id, file, body)),
        ),
      )
      return reply
    },
  )
}

function fileRoutes(app: App, { database, documents }: Cabinet, commit: Commit): void {
  app.get(
    '/v1/staff/partners/:id/documents/:docId',
    {
      config: {
        ...licensing,
        responseHeaders: [
          'Cache-Control',
          'Content-Disposition',
          'Content-Security-Policy',
          'X-Content-Type-Options',
        ],
      },
      schema: {
        operationId: 'getDocument',
        summary: 'The file of a document, to be saved',
        description: 'Nobody looked into it: open it as you would a file from a stranger.',
        params: oneOfThem,
        response: {
          200: {
            content: {
              'application/pdf': { schema: file },
              'image/png': { schema: file },
              'image/jpeg': { schema: file },
            },
          },
        },
      },
    },
    async ({ params: { id, docId } }, reply) => {
      const found = await requireDocument(database.read, id, docId)
      return reply
        .headers(headers)
        .type(found.contentType)
        .header('Content-Disposition', attachmentOf(found.name))
        .send(await requireFile(documents, found))
    },
  )
  app.delete(
    '/v1/staff/partners/:id/documents/:docId',
    {
      config: { ...licensing, problems: ['conflict'] },
      schema: {
        operationId: 'removeDocument',
        summary: 'Remove a document, and its file unless another is the same',
        params: oneOfThem,
        response: { 200: documentSchema },
      },
    },
    async (request, reply) => {
      const { id, docId } = request.params
      return commit(request, reply, 200, async (tx) =>
        documentView(await removeDocument(tx, callerOf(request).actor, id, docId)),
      )
    },
  )
}

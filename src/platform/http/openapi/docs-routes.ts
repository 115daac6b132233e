import fastify, { type FastifyReply } from 'fastify'
import { z } from 'zod'
import { escapeHtml } from '../../escape-html.ts'
import { pageSchema } from '../page.ts'
import type { App } from '../server.ts'
import { openapiDocument } from './document.ts'
import { fileSchema } from './file.ts'

const fresh = 'public, max-age=300'
const daily = 'public, max-age=86400'
const title = 'Wirecopy API'
const scriptPath = '/docs/js/scalar.js'

const anybody = { access: { by: 'public' } } as const
const page = { ...anybody, tag: 'Pages', responseHeaders: ['Cache-Control'] } as const
const script = { ...page, responseHeaders: ['Cache-Control', 'X-Content-Type-Options'] } as const

// The reference asks no other host for anything, tells none anything, and offers nobody's services.
const reference = {
  url: '/openapi.json',
  documentDownloadType: 'json',
  authentication: { preferredSecurityScheme: 'partnerKey' },
  withDefaultFonts: false,
  telemetry: false,
  proxyUrl: '',
  hideClientButton: true,
  showDeveloperTools: 'never',
  agent: { disabled: true },
  mcp: { disabled: true },
}

/** The API description for programs, and for people. */
export function docsRoutes(app: App, publicUrl: string): void {
  let described: string | undefined
  app.get(
    '/openapi.json',
    {
      config: { ...anybody, tag: 'Service', responseHeaders: ['Cache-Control'] },
      schema: {
        operationId: 'getOpenApi',
        summary: 'This description',
        response: { 200: z.looseObject({ openapi: z.string() }).meta({ examples: [{ openapi: '3.1.0' }] }) },
      },
    },
    async (_, reply) => {
      described ??= JSON.stringify(openapiDocument(app))
      return sendText(reply, described)
    },
  )
  app.get(
    '/docs',
    {
      config: page,
      schema: {
        operationId: 'getReference',
        summary: 'This description, to read and try out',
        response: { 200: { content: { 'text/html': { schema: pageSchema(title) } } } },
      },
    },
    async (_, reply) =>
      reply.headers(pageHeaders(publicUrl)).type('text/html; charset=utf-8').send(referencePage),
  )
  scriptRoute(app)
}

function scriptRoute(app: App): void {
  let loaded: Promise<Buffer> | undefined
  app.get(
    scriptPath,
    {
      config: script,
      schema: {
        operationId: 'getReferenceScript',
        summary: 'The script of the reference',
        response: {
          200: {
            content: { 'text/javascript': { schema: fileSchema({ externalValue: scriptPath }) } },
          },
        },
      },
    },
    async (_, reply) => {
      loaded ??= scalarScript()
      return reply
        .headers({ 'Cache-Control': daily, 'X-Content-Type-Options': 'nosniff' })
        .type('text/javascript; charset=utf-8')
        .send(await loaded)
    },
  )
}

function sendText(reply: FastifyReply, json: string): FastifyReply {
  return reply.header('Cache-Control', fresh).type('application/json; charset=utf-8').send(json)
}

const referencePage = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title}</title>
    <link rel="icon" href="data:,">
  </head>
  <body>
    <noscript><p>This page needs JavaScript; the description itself is <a href="/openapi.json">openapi.json</a>.</p></noscript>
    <script id="api-reference" data-configuration="${escapeHtml(JSON.stringify(reference))}"></script>
    <script src="${scriptPath}"></script>
  </body>
</html>
`

// The reference writes its styles into the page; requests that it tries out go to this server alone.
function pageHeaders(publicUrl: string) {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'unsafe-inline'",
    "img-src 'self' data: blob:",
    `connect-src 'self' ${new URL(publicUrl).origin}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ]
  return {
    'Cache-Control': fresh,
    'Content-Security-Policy': policy.join('; '),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
  }
}

/** The reference in one file, as Scalar's plugin serves it; loaded when somebody reads it for the first time. */
async function scalarScript(): Promise<Buffer> {
  const { default: scalar } = await import('@scalar/fastify-api-reference')
  const server = fastify()
  await server.register(scalar, { routePrefix: '/docs', configuration: { url: reference.url } })
  const { rawPayload } = await server.inject(scriptPath)
  await server.close()
  return rawPayload
}

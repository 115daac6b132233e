import type { FastifyInstance } from 'fastify'
import { Components } from './components.ts'
import { headerComponents, parameterComponents } from './headers.ts'
import { operationOf } from './operation.ts'
import { securitySchemes } from './security.ts'
import { tags } from './tags.ts'

const description = `
The newswire's articles for registered publishers, each with the logo, byline and affiliation that must be
printed with it.

- **Keys.** Send \`Authorization: Bearer wc_live_…\`, or the key as the user name of Basic authentication;
  never in an address.
- **Problems** are \`application/problem+json\` (RFC 9457): \`type\` is an address that explains the problem,
  \`errors\` names every wrong field, \`requestId\` is what to tell us. Outside \`/v1\` browsers get a page.
- **Lists** are \`{ "items": […], "next": "…" }\`: send \`next\` back as \`cursor\`; null is the end.
- **Times** are RFC 3339 in UTC.
- **Conditional requests** are welcome: an \`If-None-Match\` with the \`ETag\` that you hold costs us both less.
- **HEAD** is answered wherever GET is, any other method with 405.
- **Growing.** Answers may gain fields and problems may gain members; ignore what you do not know. Unknown
  query parameters and body fields are refused, so that a typing mistake is noticed.
`.trim()

/** The API as OpenAPI 3.1, from the routes of a server and their shapes. */
export function openapiDocument({ described }: Pick<FastifyInstance, 'described'>) {
  const { publicUrl, routes } = described
  const components = new Components()
  const paths: Record<string, Record<string, unknown>> = {}
  for (const route of routes) {
    const path = route.url.replaceAll(/:(\w+)/g, '{$1}')
    const method = String(route.method).toLowerCase()
    paths[path] = { ...paths[path], [method]: operationOf(route, components, publicUrl) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Wirecopy',
      version: '1',
      summary: 'Syndication licensing service of a newswire',
      description,
      license: { name: 'The newswire’s license terms', url: `${publicUrl}/v1/license` },
    },
    servers: [{ url: publicUrl, description: 'This server' }],
    tags: Object.entries(tags).map(([name, sentence]) => ({ name, description: sentence })),
    paths,
    components: {
      schemas: components.schemas,
      responses: components.responses,
      parameters: parameterComponents(),
      examples: components.examples,
      headers: headerComponents(),
      securitySchemes,
    },
  }
}

import { STATUS_CODES } from 'node:http'
import type { FastifyContextConfig as RouteConfig, RouteOptions } from 'fastify'
import { z } from 'zod'
import { isForm, urlEncoded } from '../form-body.ts'
import { exampleSheet } from '../sheet-body.ts'
import type { Components } from './components.ts'
import { partOf } from './components.ts'
import { shownFile } from './file.ts'
import {
  headerReferences,
  headersOfStatus,
  headersOfTypes,
  onEveryAnswer,
  optional,
  type RequestHeader,
  type ResponseHeader,
} from './headers.ts'
import { keepsAnswers, problemAnswers, problemsOf } from './problems.ts'
import { accessNote, securityOf } from './security.ts'

/** One operation of the description, from a route and its shapes. */
export function operationOf(route: RouteOptions, components: Components, publicUrl: string) {
  const { config = {}, schema = {} } = route
  const query = parametersIn('query', schema.querystring, components)
  const problems = problemsOf(
    route,
    query.map(({ name }) => name),
  )
  return {
    tags: [config.tag],
    operationId: schema.operationId,
    summary: schema.summary,
    description: [schema.description, accessNote(config.access)].filter(Boolean).join('\n\n') || undefined,
    security: securityOf(config.access),
    parameters: [
      ...parametersIn('path', schema.params, components),
      ...query,
      ...headersTakenBy(route).map((name) => ({ $ref: `#/components/parameters/${name}` })),
    ],
    requestBody: bodyOf(schema.body, components),
    responses: Object.fromEntries(
      [
        // Whatever a route says about a status itself is told in place of the problem.
        ...problemAnswers(route.url, problems, components, publicUrl),
        ...ownAnswers(route, components),
      ].sort(([a], [b]) => Number(a) - Number(b)),
    ),
    callbacks: config.sends && callbacksOf(config.sends, components),
  }
}

/** What callers must be ready for at the address that they give us. */
function callbacksOf({ body, headers }: NonNullable<RouteConfig['sends']>, components: Components) {
  const parameters = Object.entries(headers).map(([name, description]) => ({
    ...{ name, in: 'header', required: true, description, schema: { type: 'string' } },
  }))
  const post = {
    summary: 'What is sent there',
    ...{ security: [], parameters },
    requestBody: { required: true, content: { 'application/json': mediaOf(body, components) } },
    responses: {
      '2XX': { description: 'It is taken.' },
      410: { description: 'Nothing more is wanted: the endpoint is turned off.' },
      default: { description: 'It is sent again later, also after a redirect.' },
    },
  }
  return { event: { '{$request.body#/url}': { post } } }
}

function parametersIn(place: 'path' | 'query', shape: unknown, components: Components) {
  if (!(shape instanceof z.ZodType)) return []
  const { properties = {}, required = [] } = components.schema(shape, 'caller')
  return Object.entries(properties).map(([name, property]) => {
    const { description, examples, ...schema } = partOf(property) ?? {}
    const always = required.includes(name)
    const example = examples?.[0] ?? schema.default ?? schema.enum?.[0]
    const shown = always ? { example } : { examples: optional(example) }
    return { name, in: place, required: always, description, schema, ...shown }
  })
}

function headersTakenBy(route: RouteOptions): readonly RequestHeader[] {
  const { requestHeaders = [] } = route.config ?? {}
  return keepsAnswers(route) ? [...new Set([...requestHeaders, 'Idempotency-Key' as const])] : requestHeaders
}

function bodyOf(shape: unknown, components: Components) {
  if (!(shape instanceof z.ZodType)) return undefined
  const schema = components.schema(shape, 'caller')
  const required = !(shape instanceof z.ZodOptional)
  if (isForm(shape))
    return { required, content: { [urlEncoded]: { schema, example: components.exampleOf(schema) } } }
  const sheet = exampleSheet(shape)
  return {
    required,
    content: {
      'application/json': { schema, example: components.exampleOf(schema) },
      ...(sheet === undefined ? {} : { 'text/csv': { example: sheet } }),
    },
  }
}

function ownAnswers(route: RouteOptions, components: Components): [string, object][] {
  const { config, schema } = route
  const { requestHeaders = [], responseHeaders = [] } = config ?? {}
  const heeded = headersTakenBy(route)
  const names: ResponseHeader[] = [
    ...onEveryAnswer,
    ...responseHeaders,
    ...(config?.access?.by === 'partner' ? (['Deprecation', 'Sunset'] as const) : []),
    ...(heeded.includes('Idempotency-Key') ? ['Idempotency-Replayed' as const] : []),
  ]
  const answers = Object.entries(partOf(schema?.response) ?? {}).map(([status, shape]): [string, object] => {
    const content = contentOf(shape, components)
    const headers = {
      ...headerReferences([...names, ...headersOfStatus(Number(status))]),
      ...headersOfTypes(Object.keys(content ?? {})),
    }
    return [status, { description: meaningOf(status, shape), headers, content }]
  })
  if (requestHeaders.includes('If-None-Match')) {
    const without = names.filter((name) => name !== 'Content-Encoding')
    answers.push(['304', { description: meaningOf('304'), headers: headerReferences(without) }])
  }
  return answers
}

const meanings: Record<string, string> = {
  200: 'The answer.',
  201: 'It is stored; the answer shows the result.',
  302: 'It stands elsewhere.',
  304: 'What you hold is still good.',
}

function meaningOf(status: string, shape?: unknown): string {
  const own = shape instanceof z.ZodType ? shape.description : partOf(shape)?.description
  return own ?? meanings[status] ?? STATUS_CODES[status] ?? status
}

function contentOf(shape: unknown, components: Components) {
  if (shape instanceof z.ZodVoid) return undefined
  if (shape instanceof z.ZodType) return { 'application/json': mediaOf(shape, components) }
  const types = Object.entries(partOf(partOf(shape)?.content) ?? {})
  return Object.fromEntries(types.map(([type, media]) => [type, mediaOf(partOf(media)?.schema, components)]))
}

function mediaOf(shape: unknown, components: Components) {
  if (!(shape instanceof z.ZodType)) return {}
  const file = shownFile(shape)
  if (file) return { examples: { file } }
  const whole = components.schema(shape, 'us')
  const { examples: _, ...schema } = whole
  return { schema, example: components.exampleOf(whole) }
}

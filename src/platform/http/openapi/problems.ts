import type { RouteOptions } from 'fastify'
import { z } from 'zod'
import { Problem, type ProblemSlug, problemSlugs, problemTypes } from '../../../problems.ts'
import { exampleId, idSchema } from '../../ids.ts'
import { abridgedPage } from '../page.ts'
import { problemExamples } from '../problem-examples.ts'
import { mayBePage, problemDocument } from '../problem-reply.ts'
import type { Components } from './components.ts'
import {
  headerReferences,
  headersOfProblems,
  headersOfStatus,
  headersOfTypes,
  onEveryAnswer,
} from './headers.ts'

const ofEveryRoute = [
  'malformed-request',
  'method-unknown',
  'invalid-request',
  'method-not-allowed',
  'request-timeout',
  'url-too-long',
  'unsupported-media-type',
  'headers-too-large',
  'internal-error',
] as const
// Refused before it is known what was asked for, and so never with a page.
const ofTheParser: readonly ProblemSlug[] = ['request-timeout', 'headers-too-large']
const ofKeys = ['key-missing', 'key-invalid', 'key-expired', 'key-revoked', 'key-wrong-kind'] as const
const ofSecretsInPaths = ['feed-not-found', 'feed-gone'] as const

const problemSchema = z
  .looseObject({
    type: z.url().describe('Which problem it is; the address explains it.'),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional().describe('What is wrong in this case.'),
    errors: z
      .array(
        z.object({
          field: z.string().describe('A path such as `contacts.0.email`, a query parameter, or a header.'),
          message: z.string().describe('What is wrong, and what would be right.'),
        }),
      )
      .optional(),
    advisory: z
      .string()
      .nullable()
      .optional()
      .describe('With withdrawn and killed stories: what partners are told.'),
    license: z.string().optional().describe('Where terms must be accepted: where they are read.'),
    accept: z.string().optional().describe('Likewise: where they are accepted.'),
    current: z
      .looseObject({})
      .optional()
      .describe('Where it changed meanwhile: what there is now, as GET shows it.'),
    requestId: idSchema('req'),
  })
  .meta({
    id: 'Problem',
    description: 'A failure that says what is wrong and what would mend it (RFC 9457).',
  })

/** Whether a route takes an `Idempotency-Key`: whatever is sent with a key or token, and where it says so itself. */
export function keepsAnswers({ method, config }: RouteOptions): boolean {
  const { access, requestHeaders = [] } = config ?? {}
  const named = access?.by === 'partner' || access?.by === 'staff'
  return method !== 'GET' && (named || requestHeaders.includes('Idempotency-Key'))
}

/** What a route may refuse with: what its config names, and what follows from the rest of it. */
export function problemsOf(route: RouteOptions, query: string[]): ProblemSlug[] {
  const { method, config, schema } = route
  const { access, requestHeaders = [], problems = [] } = config ?? {}
  const keyed = access !== undefined && access.by !== 'public'
  const inPath = access?.by === 'partner' && access.secretIn === 'path'
  const implied: [ProblemSlug, boolean][] = [
    ['rate-limited', !config?.unlimited],
    ['address-not-allowed', access?.by === 'partner'],
    ['scope-missing', access?.by === 'partner' && access.scope !== undefined && !inPath],
    ['role-missing', access?.by === 'staff'],
    ['unavailable', !config?.unlimited],
    ['malformed-body', method !== 'GET'],
    ['body-too-large', method !== 'GET'],
    ['idempotency-key-in-use', keepsAnswers(route)],
    ['idempotency-key-reused', keepsAnswers(route)],
    ['storage-full', keyed && method !== 'GET'],
    ['not-found', schema?.params !== undefined],
    ['invalid-cursor', query.includes('cursor') || query.includes('after')],
    ['changed-meanwhile', requestHeaders.includes('If-Match')],
  ]
  const given = new Set<ProblemSlug>([
    ...ofEveryRoute,
    ...(inPath ? ofSecretsInPaths : keyed ? ofKeys : []),
    ...problems,
    ...implied.filter(([, applies]) => applies).map(([slug]) => slug),
  ])
  return problemSlugs.filter((slug) => given.has(slug))
}

/** The answers of an address with these problems, by status; those that many routes give are shared. */
export function problemAnswers(
  url: string,
  given: ProblemSlug[],
  components: Components,
  publicUrl: string,
): [status: string, answer: object][] {
  const byStatus = Map.groupBy(given, (slug) => problemTypes[slug].status)
  return [...byStatus].map(([status, among]) => {
    const page = mayBePage(url) ? among.find((slug) => !ofTheParser.includes(slug)) : undefined
    const name = page ? `${among.join('.')}_page` : among.join('.')
    const content = { ...documentOf(among, components, publicUrl), ...(page ? pageOf(page) : {}) }
    components.responses[name] ??= {
      description: among.map((slug) => `\`${slug}\`: ${problemTypes[slug].title}.`).join(' '),
      headers: {
        ...headerReferences([...onEveryAnswer, 'Cache-Control', ...headersOfStatus(status)]),
        ...headersOfProblems(among),
        ...headersOfTypes(Object.keys(content)),
      },
      content,
    }
    return [String(status), { $ref: `#/components/responses/${name}` }]
  })
}

function documentOf(among: ProblemSlug[], components: Components, publicUrl: string) {
  const problem = components.schema(problemSchema, 'us')
  const types = among.map((slug) => `${publicUrl}/problems/${slug}`)
  for (const slug of among) components.examples[slug] ??= exampleOf(slug, publicUrl)
  return {
    'application/problem+json': {
      schema: { allOf: [problem, { type: 'object', properties: { type: { enum: types } } }] },
      examples: Object.fromEntries(among.map((slug) => [slug, { $ref: `#/components/examples/${slug}` }])),
    },
  }
}

function pageOf(slug: ProblemSlug) {
  const example = abridgedPage(`${problemTypes[slug].title} · Wirecopy`)
  return { 'text/html': { schema: { type: 'string' }, example } }
}

function exampleOf(slug: ProblemSlug, publicUrl: string) {
  const { title, remedy } = problemTypes[slug]
  const problem = new Problem(slug, problemExamples[slug])
  return { summary: title, description: remedy, value: problemDocument(problem, publicUrl, exampleId('req')) }
}

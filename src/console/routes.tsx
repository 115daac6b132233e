import type { FastifyReply, FastifyRequest } from 'fastify'
import type { VNode } from 'preact'
import { z } from 'zod'
import { examples } from '../articles/examples.ts'
import { findNewswire } from '../articles/newswire.ts'
import type { ShownLicense } from '../licensing/license-routes.ts'
import type { Database } from '../platform/database/database.ts'
import { pageSchema, preferredType, sendPage } from '../platform/http/page.ts'
import { listSchema } from '../platform/http/paging.ts'
import type { App } from '../platform/http/server.ts'
import { idSchema } from '../platform/ids.ts'
import { type Problem, problemSlugs, problemTypes } from '../problems.ts'
import { assetRoutes } from './assets.ts'
import {
  ArticleIdentifierPage,
  ArticlesIdentifierPage,
  ReportersIdentifierPage,
} from './identifier-pages.tsx'
import { type Licensor, render } from './layout.tsx'
import { LicensePage } from './license-page.tsx'
import {
  FailurePage,
  ProblemListPage,
  ProblemTypePage,
  problemTypeSchema,
  problemTypeView,
} from './problem-pages.tsx'
import { RelationListPage, RelationPage, relationNames } from './relation-pages.tsx'
import { StartPage } from './start-page.tsx'

interface Pages {
  publicUrl: string
  show(reply: FastifyReply, page: (newswire: Licensor) => VNode): Promise<FastifyReply>
}

const anybody = { access: { by: 'public' }, tag: 'Pages', responseHeaders: ['Cache-Control'] } as const
const eitherForm = {
  ...anybody,
  requestHeaders: ['Accept'],
  responseHeaders: ['Cache-Control', 'Vary'],
} as const
const publicly = 'public, max-age=300'

/** The pages that need no session: the front door, and what our URIs mean. */
export function pageRoutes(
  app: App,
  { database, publicUrl }: { database: Database; publicUrl: string },
): void {
  const pages: Pages = { publicUrl, show: showWith(database) }
  app.get(
    '/',
    {
      config: anybody,
      schema: {
        operationId: 'getStartPage',
        summary: 'The start page',
        response: { 200: { content: { 'text/html': { schema: pageSchema(examples.newswire.name) } } } },
      },
    },
    async (_, reply) =>
      pages.show(reply, (newswire) => <StartPage newswire={newswire} publicUrl={publicUrl} />),
  )
  problemRoutes(app, pages)
  relationRoutes(app, pages)
  identifierRoutes(app, pages)
  assetRoutes(app)
}

/** The license as a page, for the route that serves it in every form. */
export function licensePage(publicUrl: string) {
  return (shown: ShownLicense): string => render(<LicensePage {...shown} publicUrl={publicUrl} />)
}

/** A problem as a page, for browsers. */
export function problemPage(problem: Problem, requestId: string): string {
  return render(<FailurePage problem={problem} requestId={requestId} />)
}

function showWith(database: Database): Pages['show'] {
  return async (reply, page) => {
    const newswire = await findNewswire(database.read)
    // Whoever has just set the newswire up wants to see it.
    reply.header('Cache-Control', newswire ? publicly : 'no-store')
    return sendPage(reply, render(page(newswire)))
  }
}

function problemRoutes(app: App, { publicUrl, show }: Pages): void {
  const params = z.object({ slug: z.enum(problemSlugs, 'is no problem; /problems lists them') })
  app.get(
    '/problems',
    {
      config: eitherForm,
      schema: {
        operationId: 'listProblemTypes',
        summary: 'Every problem that there is',
        response: inForms('Problems', listSchema(problemTypeSchema)),
      },
    },
    async (request, reply) =>
      inEitherForm(request, reply, {
        json: () => ({ items: problemSlugs.map((slug) => problemTypeView(slug, publicUrl)), next: null }),
        page: () => show(reply, (newswire) => <ProblemListPage newswire={newswire} />),
      }),
  )
  app.get(
    '/problems/:slug',
    {
      config: eitherForm,
      schema: {
        operationId: 'getProblemType',
        summary: 'One problem, and what would mend it',
        description: 'What the `type` of a problem leads to.',
        params,
        response: inForms(problemTypes['invalid-request'].title, problemTypeSchema),
      },
    },
    async (request, reply) => {
      const { slug } = request.params
      return inEitherForm(request, reply, {
        json: () => problemTypeView(slug, publicUrl),
        page: () =>
          show(reply, (newswire) => (
            <ProblemTypePage newswire={newswire} slug={slug} publicUrl={publicUrl} />
          )),
      })
    },
  )
}

interface Forms {
  json(): unknown
  page(): Promise<FastifyReply>
}

async function inEitherForm(request: FastifyRequest, reply: FastifyReply, { json, page }: Forms) {
  reply.header('Vary', 'Accept')
  const type = preferredType(request.headers.accept, ['text/html', 'application/json'])
  if (type !== 'application/json') return page()
  return reply.header('Cache-Control', publicly).type('application/json; charset=utf-8').send(json())
}

function relationRoutes(app: App, { publicUrl, show }: Pages): void {
  const params = z.object({ rel: z.enum(relationNames, 'is no link relation of ours; /rels lists them') })
  app.get(
    '/rels',
    {
      config: anybody,
      schema: {
        operationId: 'listRelations',
        summary: 'Every link relation of ours',
        description: 'Those of our `Link` headers that IANA does not register, and those that it does.',
        response: asPage('Link relations'),
      },
    },
    async (_, reply) =>
      show(reply, (newswire) => <RelationListPage newswire={newswire} publicUrl={publicUrl} />),
  )
  app.get(
    '/rels/:rel',
    {
      config: anybody,
      schema: {
        operationId: 'getRelation',
        summary: 'What a link relation means',
        params,
        response: asPage('The logo to print'),
      },
    },
    async (request, reply) =>
      show(reply, (newswire) => (
        <RelationPage newswire={newswire} publicUrl={publicUrl} name={request.params.rel} />
      )),
  )
}

function identifierRoutes(app: App, { publicUrl, show }: Pages): void {
  const params = z.object({ id: idSchema('art') })
  app.get(
    '/id/articles',
    {
      config: anybody,
      schema: {
        operationId: 'explainArticleUris',
        summary: 'What names all articles',
        response: asPage('Articles'),
      },
    },
    async (_, reply) =>
      show(reply, (newswire) => <ArticlesIdentifierPage newswire={newswire} publicUrl={publicUrl} />),
  )
  app.get(
    '/id/articles/:id',
    {
      config: anybody,
      schema: {
        operationId: 'explainArticleUri',
        summary: 'What names an article',
        description:
          'What the `uri` of an article leads to: the same page whether or not there is such an article.',
        params,
        response: asPage('Article identifier'),
      },
    },
    async (request, reply) =>
      show(reply, (newswire) => (
        <ArticleIdentifierPage newswire={newswire} publicUrl={publicUrl} id={request.params.id} />
      )),
  )
  app.get(
    '/id/reporters',
    {
      config: anybody,
      schema: {
        operationId: 'explainReporterUri',
        summary: 'What names all reporters',
        response: asPage('Reporters'),
      },
    },
    async (_, reply) => show(reply, (newswire) => <ReportersIdentifierPage newswire={newswire} />),
  )
}

function asPage(title: string) {
  return { 200: { content: { 'text/html': { schema: titled(title) } } } }
}

function inForms<Shape extends z.ZodType>(title: string, json: Shape) {
  return {
    200: { content: { 'text/html': { schema: titled(title) }, 'application/json': { schema: json } } },
  }
}

function titled(title: string) {
  return pageSchema(`${title} · ${examples.newswire.name}`)
}
